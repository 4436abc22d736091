package dev.drydock.web.engineapi;

import dev.drydock.core.container.Attachment;
import dev.drydock.core.container.StreamEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;

/** Writes a container's kept output, and what follows, as {@code docker logs} wants it. */
final class LogWriter {
    private static final int PIECE_BYTES = 16 * 1024;

    private final LogQuery query;
    private final OutputFormat format;
    private final StreamAnswer answer;
    private final InstantSource clock;
    private final LogLines lines = new LogLines();
    private final LogTail tail;
    /** Lines to be sent together: kept ones in large pieces, later ones as they come. */
    private final ByteArrayOutputStream collected = new ByteArrayOutputStream();

    private boolean caughtUp;

    LogWriter(LogQuery query, OutputFormat format, StreamAnswer answer, InstantSource clock) {
        this.query = query;
        this.format = format;
        this.answer = answer;
        this.clock = clock;
        this.tail = new LogTail(query.tail());
    }

    void copy(Attachment attachment) throws IOException {
        boolean more = true;
        while (more) {
            more = switch (read(attachment)) {
                case StreamEvent.Output output -> {
                    lines.add(output, this::collect);
                    yield isBeforeUntil(output.time());
                }
                case StreamEvent.CaughtUp _ -> {
                    caughtUp = true;
                    // What is still without a line feed stays, for the line that it may become.
                    yield query.follow() && isBeforeUntil(clock.instant());
                }
                case StreamEvent.Ended _ -> false;
            };
            if (caughtUp && query.follow()) {
                tail.drain(this::frame);
            }
            if (caughtUp || collected.size() >= PIECE_BYTES) {
                send();
            }
        }
        lines.flush(this::collect);
        tail.drain(this::frame);
        send();
    }

    /** When its time is over, the attachment is closed under the reader. */
    private StreamEvent read(Attachment attachment) throws IOException {
        try {
            return attachment.read();
        } catch (IOException e) {
            if (isBeforeUntil(clock.instant())) {
                throw e;
            }
            return new StreamEvent.Ended();
        }
    }

    private void send() throws IOException {
        if (collected.size() > 0) {
            answer.write(collected.toByteArray());
            collected.reset();
        }
    }

    private boolean isBeforeUntil(Instant time) {
        return query.until().isEmpty() || !time.isAfter(query.until().get());
    }

    private void collect(LogLines.Line line) throws IOException {
        if (query.tail() < 0 || (caughtUp && query.follow())) {
            frame(line);
            // One piece of output may hold many short lines.
            if (collected.size() >= PIECE_BYTES) {
                send();
            }
        } else {
            tail.add(line);
        }
    }

    private void frame(LogLines.Line line) {
        boolean early =
                query.since().isPresent() && line.time().isBefore(query.since().get());
        if (!early && isBeforeUntil(line.time()) && query.wants(line.stream())) {
            for (ByteBuffer part : format.frame(line.stream(), text(line))) {
                collected.write(part.array(), part.arrayOffset() + part.position(), part.remaining());
            }
        }
    }

    private ByteBuffer text(LogLines.Line line) {
        ByteArrayOutputStream text = new ByteArrayOutputStream(line.bytes().remaining() + 40);
        if (query.timestamps() && !line.continued()) {
            text.writeBytes((Timestamps.logLine(line.time()) + " ").getBytes(StandardCharsets.UTF_8));
        }
        if (query.details() && !line.continued()) {
            // The attributes of the log driver's options, of which there are none.
            text.write(' ');
        }
        text.write(line.bytes().array(), 0, line.bytes().remaining());
        return ByteBuffer.wrap(text.toByteArray());
    }
}
