package dev.drydock.core.distribution;

import dev.drydock.core.time.Scheduler;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The body of a response that comes at least at a certain rate: one that trickles, or stops, is ended. Time in which nobody
 * reads does not count.
 */
final class MinimumRate extends FilterInputStream {
    static final Duration WINDOW = Duration.ofSeconds(20);
    /** Bytes in each window. */
    static final long BYTES = 20 * 1024;

    private final Scheduler scheduler;
    private final Runnable end;
    private final AtomicLong received = new AtomicLong();
    /** Whether somebody has waited for bytes since the window began. */
    private volatile boolean isWaiting;

    private final AtomicBoolean isClosed = new AtomicBoolean();
    private volatile boolean isTooSlow;
    private volatile Scheduler.Scheduled next;

    /** @param end ends the exchange, so that who waits gets an exception */
    MinimumRate(InputStream body, Scheduler scheduler, Runnable end) {
        super(body);
        this.scheduler = scheduler;
        this.end = end;
        this.next = scheduler.after(WINDOW, this::look);
    }

    private void look() {
        if (isClosed.get()) {
            return;
        }
        if (isWaiting && received.get() < BYTES) {
            isTooSlow = true;
            end.run();
            return;
        }
        received.set(0);
        next = scheduler.after(WINDOW, this::look);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        isWaiting = true;
        try {
            int count = in.read(buffer, offset, length);
            received.addAndGet(Math.max(count, 0));
            return count;
        } catch (IOException e) {
            throw isTooSlow ? new IOException("the registry sends less than 1 kB a second", e) : e;
        } finally {
            isWaiting = false;
        }
    }

    /** Looks no longer. */
    void end() {
        isClosed.set(true);
        next.cancel();
    }

    @Override
    public void close() throws IOException {
        end();
        super.close();
    }
}
