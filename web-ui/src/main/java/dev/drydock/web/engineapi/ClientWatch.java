package dev.drydock.web.engineapi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * Notices that the client of a streaming answer hung up, which Jetty does not while a handler runs. What the client sends
 * meanwhile is dropped, so the answer has to be the last one on its connection ({@code Connection: close}).
 */
final class ClientWatch implements Callback, AutoCloseable {
    private static final int SCRATCH_BYTES = 512;

    private final LabEndPoint endPoint;
    private final Runnable onGone;
    private final AtomicBoolean finished = new AtomicBoolean();

    private ClientWatch(LabEndPoint endPoint, Runnable onGone) {
        this.endPoint = endPoint;
        this.onGone = onGone;
    }

    /** @param onGone called at most once, on any thread; must not block */
    static ClientWatch start(LabEndPoint endPoint, Runnable onGone) {
        ClientWatch watch = new ClientWatch(endPoint, onGone);
        endPoint.fillInterested(watch);
        return watch;
    }

    @Override
    public void succeeded() {
        try {
            ByteBuffer scratch = BufferUtil.allocate(SCRATCH_BYTES);
            int filled;
            do {
                BufferUtil.clear(scratch);
                filled = endPoint.fill(scratch);
            } while (filled > 0);
            if (filled < 0) {
                gone();
            } else if (!finished.get()) {
                endPoint.fillInterested(this);
            }
        } catch (IOException e) {
            gone();
        }
    }

    @Override
    public void failed(Throwable cause) {
        gone();
    }

    private void gone() {
        if (finished.compareAndSet(false, true)) {
            onGone.run();
        }
    }

    @Override
    public void close() {
        finished.set(true);
        endPoint.cancelRead();
    }
}
