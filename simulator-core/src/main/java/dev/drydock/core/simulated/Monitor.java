package dev.drydock.core.simulated;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The one lock of a simulated process and its streams, with one condition: "something changed". */
final class Monitor {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    void locked(Runnable work) {
        locked(() -> {
            work.run();
            return true;
        });
    }

    /** Does work that others may be waiting for. */
    void change(Runnable work) {
        locked(() -> {
            work.run();
            changed.signalAll();
        });
    }

    /** Waits, with the lock held, until the condition is true. */
    void awaitUntil(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            changed.awaitUninterruptibly();
        }
    }

    /** Waits at most so long, with the lock held. */
    void awaitUntil(BooleanSupplier condition, long nanos) {
        long end = System.nanoTime() + nanos;
        try {
            while (!condition.getAsBoolean() && System.nanoTime() < end) {
                boolean _ = changed.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
