package dev.drydock.sandbox.labd;

import dev.drydock.core.container.AttachRequest;
import dev.drydock.core.container.Attachment;
import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.core.error.EngineException.Unavailable;
import dev.drydock.sandbox.libc.SyscallException;
import dev.drydock.sandbox.linux.BlockingCalls;
import dev.drydock.sandbox.linux.Descriptor;
import dev.drydock.sandbox.linux.Descriptors;
import dev.drydock.sandbox.linux.RequestSocket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Consumer;

/**
 * Speaks to the labd of one lab host. Requests go side by side, each on a connection of its own; a few connections are
 * kept for the next ones. A refusal by labd is a {@link LabdRefusal}; a labd that is gone is {@code Unavailable}.
 */
public final class LabdClient implements AutoCloseable {
    private static final int KEPT = 2;

    private final Path socket;
    private final Queue<RequestSocket> idle = new ArrayBlockingQueue<>(KEPT);
    private volatile boolean closed;

    public LabdClient(Path socket) {
        this.socket = socket;
    }

    public Path socket() {
        return socket;
    }

    /** Sends a request and waits for its answer. */
    public Fields call(FrameType request, Fields fields) {
        return call(request, fields, List.of());
    }

    /** The same, with descriptors, which stay the caller's. */
    public Fields call(FrameType request, Fields fields, List<Descriptor> descriptors) {
        try (Descriptors unwanted = new Descriptors()) {
            return call(request, fields, descriptors, unwanted);
        }
    }

    /**
     * The same, where descriptors may come with the answer.
     *
     * @param received gets them, also when the call fails
     */
    public Fields call(FrameType request, Fields fields, List<Descriptor> descriptors, Descriptors received) {
        byte[] frame = Frame.encode(request, fields.encode(), descriptors.size());
        try {
            return BlockingCalls.run(() -> exchange(frame, descriptors, received));
        } catch (SyscallException e) {
            throw gone(e);
        }
    }

    private Fields exchange(byte[] frame, List<Descriptor> descriptors, Descriptors received) {
        RequestSocket connection = idle.poll();
        if (connection == null) {
            connection = RequestSocket.connect(socket);
        }
        boolean whole = false;
        try {
            connection.send(frame, descriptors);
            Frame.Header header = Frame.Header.parse(ByteBuffer.wrap(receive(connection, Frame.HEADER, received)));
            Fields answer = Fields.parse(ByteBuffer.wrap(receive(connection, header.length(), received)));
            whole = true;
            if (header.is(FrameType.OK)) {
                return answer;
            }
            if (header.is(FrameType.ERROR)) {
                throw new LabdRefusal(answer);
            }
            throw new SystemFailure("labd: an answer of the unknown type " + header.type());
        } finally {
            if (!whole || closed || !idle.offer(connection)) {
                connection.close();
            }
        }
    }

    /** Lets go of the connections that are kept for the next requests. */
    @Override
    public void close() {
        closed = true;
        for (RequestSocket kept = idle.poll(); kept != null; kept = idle.poll()) {
            kept.close();
        }
    }

    private byte[] receive(RequestSocket connection, int length, Descriptors received) {
        byte[] bytes = connection.receive(length, received);
        if (bytes.length < length) {
            throw new Unavailable("the lab host at " + socket + " has ended");
        }
        return bytes;
    }

    /** Whether a labd answers here. */
    public boolean isAlive() {
        try {
            call(FrameType.HELLO, new Fields().number(Tag.VERSION, 1));
            return true;
        } catch (Unavailable e) {
            return false;
        }
    }

    /** Ends every process of the lab host and labd itself; one that is gone is fine. */
    public void shutDown() {
        byte[] frame = Frame.encode(FrameType.SHUTDOWN, new byte[0], 0);
        BlockingCalls.run(() -> {
            try (RequestSocket connection = RequestSocket.connect(socket)) {
                connection.send(frame, List.of());
                return connection.receive(1).length == 0;
            } catch (SyscallException e) {
                // It ended before it could be asked, or while it was.
                return true;
            }
        });
    }

    /** Joins the streams of an open process. */
    public Attachment attach(String id, AttachRequest request) {
        int flags = (request.fromStart() ? 1 : 0)
                | (request.follow() ? 2 : 0)
                | (request.stdin() ? 4 : 0)
                | (request.lossless() ? 8 : 0);
        Fields fields = new Fields().text(Tag.ID, id).number(Tag.FLAGS, flags);
        return new LabdAttachment(open(FrameType.ATTACH, fields));
    }

    /**
     * Reports ends on a thread of its own until it is closed: first those that are known already.
     *
     * @param lost called when labd ends by itself
     */
    public ExitWatch watch(Consumer<ExitReport> listener, Runnable lost) {
        ExitWatch watch = new ExitWatch(open(FrameType.WATCH, new Fields()), listener, lost);
        watch.start();
        return watch;
    }

    private FrameChannel open(FrameType request, Fields fields) {
        try {
            FrameChannel channel = FrameChannel.connect(socket);
            try {
                channel.write(request, ByteBuffer.wrap(fields.encode()));
                FrameChannel.Received answer = channel.read();
                if (answer.is(FrameType.OK)) {
                    return channel;
                }
                throw new LabdRefusal(answer.fields());
            } catch (IOException | LabdRefusal e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw gone(e);
        }
    }

    private Unavailable gone(Exception cause) {
        return new Unavailable("the lab host at " + socket + " does not answer: " + cause.getMessage());
    }
}
