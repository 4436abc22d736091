package dev.drydock.web.engineapi;

import dev.drydock.core.container.StreamType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.util.BufferUtil;

/** Plain bytes both ways, as the CLI wants them. */
final class StreamWire implements AttachWire {
    /** How long a client may take to close its end after the output ended. */
    private static final Duration LINGER = Duration.ofSeconds(10);

    private final LabEndPoint endPoint;
    private final OutputFormat format;
    private final ReentrantLock writing = new ReentrantLock();
    private ByteBuffer early = BufferUtil.EMPTY_BUFFER;

    StreamWire(LabEndPoint endPoint, OutputFormat format) {
        this.endPoint = endPoint;
        this.format = format;
    }

    @Override
    public void received(ByteBuffer bytes) {
        early = bytes;
    }

    @Override
    public boolean read(ByteBuffer buffer) throws IOException {
        if (early.hasRemaining()) {
            BufferUtil.clear(buffer);
            BufferUtil.append(buffer, early);
            return true;
        }
        return endPoint.read(buffer);
    }

    @Override
    public void write(StreamType stream, ByteBuffer bytes) throws IOException {
        writing.lock();
        try {
            endPoint.writeAll(format.frame(stream, bytes));
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void beat() throws IOException {
        if (format == OutputFormat.MULTIPLEXED) {
            write(StreamType.STDOUT, ByteBuffer.allocate(0));
        }
    }

    @Override
    public boolean isListening() {
        return true;
    }

    @Override
    public void end() {
        // Closed with unread input the peer would see a reset instead of the end, so it is given time to close first.
        endPoint.shutdownOutput();
        endPoint.setIdleTimeout(LINGER.toMillis());
    }

    @Override
    public void close() {
        endPoint.close();
    }
}
