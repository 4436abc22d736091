package dev.drydock.core.event;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A subscription that holds what its reader has not taken yet, up to a limit. */
final class QueuedSubscription implements EventSubscription {
    private static final int LIMIT = 4096;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final BoundedEvents queue = new BoundedEvents(LIMIT);
    private final Runnable onCutOff;
    private boolean open = true;
    private boolean isWoken;

    QueuedSubscription(List<Event> replay, Runnable onCutOff) {
        replay.forEach(queue::add);
        this.onCutOff = onCutOff;
    }

    /** Returns false when the subscription is over and needs no more events. */
    boolean offer(Event event) {
        lock.lock();
        try {
            if (open && queue.isFullFor(event)) {
                open = false;
                // Whoever publishes holds locks.
                Thread.ofVirtual().name("event-cut-off").start(onCutOff);
            }
            if (open) {
                queue.add(event);
            }
            changed.signalAll();
            return open;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<Event> next(Duration timeout) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = timeout.toNanos();
            while (queue.isEmpty() && open && !isWoken && left > 0) {
                left = changed.awaitNanos(left);
            }
            isWoken = false;
            return Optional.ofNullable(queue.poll());
        } finally {
            lock.unlock();
        }
    }

    /** Ends the wait for the next event. */
    void wake() {
        lock.lock();
        try {
            isWoken = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether it takes no more events. */
    boolean isClosed() {
        lock.lock();
        try {
            return !open;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isOpen() {
        lock.lock();
        try {
            return open || !queue.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            open = false;
            queue.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
