package dev.drydock.web.terminal;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How much output may be on its way to a browser that has not said yet that it showed it. A sender waits here for a slow
 * browser; what waits stays in the lab host's bounded log, not in this server.
 */
final class FlowWindow {
    private final long limit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long underway;
    private boolean closed;

    FlowWindow(long limit) {
        this.limit = limit;
    }

    /** Waits until something may be sent and counts the bytes; false when it was closed. */
    boolean take(int bytes) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (underway >= limit && !closed) {
                changed.await();
            }
            underway += bytes;
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** The browser has shown so many bytes more; more than it was sent counts as all of them. */
    void shown(long bytes) {
        lock.lock();
        try {
            underway = Math.max(0, underway - bytes);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Lets waiting senders go. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
