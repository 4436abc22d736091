package dev.drydock.core.simulated;

import dev.drydock.core.container.AttachRequest;
import dev.drydock.core.container.Attachment;
import dev.drydock.core.container.StreamEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One client of simulated streams. */
final class SimulatedAttachment implements Attachment {
    private final SimulatedStreams streams;
    private final Monitor monitor;
    private final AttachRequest request;
    private final long endAtAttach;
    private long position;
    private boolean caughtUp;
    private boolean closed;

    SimulatedAttachment(SimulatedStreams streams, AttachRequest request, long position, long endAtAttach) {
        this.streams = streams;
        this.monitor = streams.monitor();
        this.request = request;
        this.position = position;
        this.endAtAttach = endAtAttach;
    }

    boolean isLossless() {
        return request.lossless() && request.follow();
    }

    long position() {
        return position;
    }

    @Override
    public StreamEvent read() throws IOException {
        StreamEvent event = monitor.locked(this::next);
        if (event == null) {
            throw new IOException("the attachment was closed");
        }
        return event;
    }

    private @Nullable StreamEvent next() {
        position = Math.max(position, streams.firstKept());
        if (!caughtUp && position >= endAtAttach) {
            caughtUp = true;
            return new StreamEvent.CaughtUp();
        }
        if (!request.follow() && position >= endAtAttach) {
            return new StreamEvent.Ended();
        }
        monitor.awaitUntil(() -> closed || streams.output(position) != null || streams.isEnded());
        StreamEvent.Output output = streams.output(position);
        if (closed) {
            return null;
        }
        if (output == null) {
            return new StreamEvent.Ended();
        }
        // A writer may wait for this reader.
        monitor.change(() -> position++);
        return output;
    }

    @Override
    public void write(ByteBuffer input) throws IOException {
        byte[] bytes = new byte[input.remaining()];
        input.get(bytes);
        if (request.stdin()) {
            monitor.change(() -> streams.type(bytes));
        }
    }

    @Override
    public void closeInput() {
        if (request.stdin() && !streams.hasTerminal()) {
            streams.closeInput();
        }
    }

    @Override
    public void close() {
        monitor.change(() -> closed = true);
        streams.detach(this);
    }
}
