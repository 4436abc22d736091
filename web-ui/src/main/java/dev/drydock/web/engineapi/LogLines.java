package dev.drydock.web.engineapi;

import dev.drydock.core.container.StreamEvent;
import dev.drydock.core.container.StreamType;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** Puts the pieces that a process wrote together into lines, for each stream by itself. */
final class LogLines {
    /** A longer line comes in several parts, as with Docker's own log drivers. */
    private static final int PART_BYTES = 16 * 1024;

    private final Map<StreamType, Partial> partials = new EnumMap<>(StreamType.class);

    /**
     * A line or a part of one.
     *
     * @param bytes with the line feed, if it has one
     * @param time when the line was begun
     * @param continued whether it goes on an earlier part
     * @param isComplete whether nothing more belongs to it
     */
    record Line(StreamType stream, Instant time, ByteBuffer bytes, boolean continued, boolean isComplete) {}

    /** Takes lines as they get complete. */
    interface Sink<E extends Exception> {
        void accept(Line line) throws E;
    }

    private static final class Partial {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private Instant time = Instant.EPOCH;
        private boolean continued;
    }

    /** Takes a piece and hands on what it completes. */
    <E extends Exception> void add(StreamEvent.Output output, Sink<E> sink) throws E {
        Partial partial = partials.computeIfAbsent(output.stream(), _ -> new Partial());
        ByteBuffer bytes = output.bytes();
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            if (partial.bytes.size() == 0 && !partial.continued) {
                partial.time = output.time();
            }
            partial.bytes.write(next);
            if (next == '\n') {
                hand(output.stream(), partial, true, sink);
            } else if (partial.bytes.size() >= PART_BYTES) {
                hand(output.stream(), partial, false, sink);
            }
        }
    }

    /** Hands on what has no line feed yet. */
    <E extends Exception> void flush(Sink<E> sink) throws E {
        for (Map.Entry<StreamType, Partial> entry : partials.entrySet()) {
            if (entry.getValue().bytes.size() > 0) {
                hand(entry.getKey(), entry.getValue(), true, sink);
            }
        }
    }

    private static <E extends Exception> void hand(StreamType stream, Partial partial, boolean complete, Sink<E> sink)
            throws E {
        Line line = new Line(
                stream, partial.time, ByteBuffer.wrap(partial.bytes.toByteArray()), partial.continued, complete);
        partial.bytes.reset();
        partial.continued = !complete;
        sink.accept(line);
    }
}
