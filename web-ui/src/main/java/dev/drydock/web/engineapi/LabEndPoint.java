package dev.drydock.web.engineapi;

import dev.drydock.core.engine.Engine;
import dev.drydock.web.unixsocket.Connections;
import dev.drydock.web.unixsocket.UnixEndPoint;
import dev.drydock.web.unixsocket.UnixSocket;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/** One connection of a lab; knows which. Blocking reads and writes are for virtual threads. */
final class LabEndPoint extends UnixEndPoint {
    private boolean hasBegun;
    private final AtomicReference<Runnable> onClosed = new AtomicReference<>(LabEndPoint::nothing);

    LabEndPoint(
            SocketChannel channel,
            ManagedSelector selector,
            SelectionKey key,
            Scheduler scheduler,
            UnixSocket<?> socket) {
        super(channel, selector, key, scheduler, socket);
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        int filled = super.fill(buffer);
        if (!hasBegun && filled > 0) {
            hasBegun = true;
            EmptyHost.fill(buffer);
        }
        return filled;
    }

    /** The connection that a request came over. */
    static LabEndPoint of(Context context) {
        return (LabEndPoint) Connections.of(context);
    }

    /** The engine that a request is for. */
    static Engine engine(Context context) {
        return of(context).lab().engine();
    }

    /** What the lab of a request is doing that takes long. */
    static HeavyWork work(Context context) {
        return of(context).lab().work();
    }

    /** Whose connection it is. */
    LabEngine lab() {
        return (LabEngine) socket().owner();
    }

    /**
     * Waits for bytes and puts them into an empty buffer, ready to be read from.
     *
     * @return false at the end of what the peer sends
     */
    boolean read(ByteBuffer buffer) throws IOException {
        BufferUtil.clear(buffer);
        while (true) {
            int filled = fill(buffer);
            if (filled != 0) {
                return filled > 0;
            }
            try (Blocker.Callback readable = Blocker.callback()) {
                fillInterested(readable);
                readable.block();
            }
        }
    }

    /** Writes everything; waits while the peer does not read. */
    void writeAll(ByteBuffer... buffers) throws IOException {
        if (isOutputShutdown()) {
            throw new EofException("output is closed");
        }
        try (Blocker.Callback written = Blocker.callback()) {
            write(written, buffers);
            written.block();
        }
    }

    /** Has this run once, when the connection ends for whatever reason; at once if it has ended. */
    void whenClosed(Runnable action) {
        onClosed.set(action);
        if (!isOpen()) {
            runOnClosed();
        }
    }

    @Override
    public void onClose(@Nullable Throwable cause) {
        super.onClose(cause);
        runOnClosed();
    }

    private static void nothing() {
        // What there is to do when nobody asked for anything.
    }

    private void runOnClosed() {
        onClosed.getAndSet(LabEndPoint::nothing).run();
    }

    /** Withdraws a pending interest in reading, whose callback fails. */
    void cancelRead() {
        getFillInterest().onFail(new CancellationException());
    }
}
