package dev.drydock.core.time;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A scheduler on platform threads of its own; one serves all engines of a server. */
public final class ThreadScheduler implements Scheduler, AutoCloseable {
    private static final int THREADS = 2;
    private final ScheduledThreadPoolExecutor executor;

    public ThreadScheduler() {
        AtomicInteger number = new AtomicInteger();
        executor = new ScheduledThreadPoolExecutor(
                THREADS,
                task -> Thread.ofPlatform()
                        .name("drydock-timer-" + number.incrementAndGet())
                        .daemon()
                        .unstarted(task));
        executor.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Scheduled after(Duration delay, Runnable task) {
        Future<?> future = executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    /** Drops what has not begun. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
