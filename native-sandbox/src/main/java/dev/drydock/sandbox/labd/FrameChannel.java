package dev.drydock.sandbox.labd;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;

/** Frames without descriptors over a socket on which virtual threads may wait. One thread reads, any may write. */
final class FrameChannel implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    private final SocketChannel socket;
    private final ByteBuffer input = ByteBuffer.allocateDirect(BUFFER).flip();
    private final ReentrantLock writing = new ReentrantLock();

    private FrameChannel(SocketChannel socket) {
        this.socket = socket;
    }

    static FrameChannel connect(Path path) throws IOException {
        SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            socket.connect(UnixDomainSocketAddress.of(path));
            return new FrameChannel(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Waits for the next frame. */
    Received read() throws IOException {
        byte[] head = new byte[Frame.HEADER];
        fill(head);
        Frame.Header header = Frame.Header.parse(ByteBuffer.wrap(head));
        byte[] payload = new byte[header.length()];
        fill(payload);
        return new Received(header, ByteBuffer.wrap(payload));
    }

    private void fill(byte[] target) throws IOException {
        int filled = 0;
        while (filled < target.length) {
            if (!input.hasRemaining()) {
                input.clear();
                int count = socket.read(input);
                input.flip();
                if (count < 0) {
                    throw new EOFException("the lab host has ended");
                }
            }
            int count = Math.min(input.remaining(), target.length - filled);
            input.get(target, filled, count);
            filled += count;
        }
    }

    /** Writes one frame; waits while the other side does not read. */
    void write(FrameType type, ByteBuffer payload) throws IOException {
        ByteBuffer frame = Frame.encode(type, payload, 0);
        writing.lock();
        try {
            while (frame.hasRemaining()) {
                socket.write(frame);
            }
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing was written that anybody waits for.
        }
    }

    /** A frame that came. */
    record Received(Frame.Header header, ByteBuffer payload) {
        boolean is(FrameType type) {
            return header.is(type);
        }

        Fields fields() {
            return Fields.parse(payload);
        }
    }
}
