package dev.drydock.core.distribution;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.stream.WatchedInput;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Work under way, with those who wait for it. */
final class Flight<T> {
    /** How often who waits looks how far it has come, and whether it is wanted still. */
    private static final Duration TURN = Duration.ofMillis(100);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** Ends the work. */
    private final Cancellation cancellation = new Cancellation();

    private int passengers;
    private volatile long current;
    private volatile String notice = "";
    private boolean isDone;
    private @Nullable T result;
    private @Nullable Exception failure;

    /** Cancelled when nobody wants the work any more. */
    Cancellation cancellation() {
        return cancellation;
    }

    /** @param bytes that are done */
    void progress(long bytes) {
        current = bytes;
    }

    /** Tells how much was read, and ends the reading when nobody wants it any more. */
    WatchedInput.Watcher watcher() {
        return new WatchedInput.Watcher() {
            @Override
            public void reading() {
                cancellation.check();
            }

            @Override
            public void read(int bytes, long total) {
                progress(total);
            }
        };
    }

    /** @param text what the work waits for, to be shown; empty for nothing */
    void notice(String text) {
        notice = text;
    }

    /** @return false when it was given up already */
    boolean board() {
        lock.lock();
        try {
            if (cancellation.isCancelled()) {
                return false;
            }
            passengers++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    void leave() {
        boolean isEmpty;
        lock.lock();
        try {
            passengers--;
            isEmpty = passengers == 0 && !isDone;
        } finally {
            lock.unlock();
        }
        if (isEmpty) {
            cancellation.cancel();
        }
    }

    void finish(T value) {
        end(value, null);
    }

    void fail(Exception cause) {
        end(null, cause);
    }

    private void end(@Nullable T value, @Nullable Exception cause) {
        lock.lock();
        try {
            result = value;
            failure = cause;
            isDone = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Told how the work goes on, on the thread that waits. */
    record Watch(LongConsumer progress, Consumer<String> notice) {}

    /**
     * Waits for the result.
     *
     * @param own ends the waiting, and the work only when nobody else waits
     */
    T await(Cancellation own, Watch watch) throws IOException {
        long shown = -1;
        String told = "";
        while (true) {
            own.check();
            boolean done = turn();
            long now = current;
            String text = notice;
            if (!text.equals(told)) {
                told = text;
                watch.notice().accept(text);
            }
            if (now != shown && now > 0) {
                shown = now;
                watch.progress().accept(now);
            }
            if (done) {
                return outcome();
            }
        }
    }

    @SuppressWarnings("WaitNotInLoop") // who calls it looks anew after each turn
    private boolean turn() {
        lock.lock();
        try {
            if (!isDone) {
                changed.await(TURN.toNanos(), TimeUnit.NANOSECONDS);
            }
            return isDone;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Cancellation.cancelled();
        } finally {
            lock.unlock();
        }
    }

    private T outcome() throws IOException {
        lock.lock();
        try {
            if (failure instanceof IOException e) {
                throw e instanceof RegistryFailure ? e : new IOException(e.getMessage(), e);
            } else if (failure instanceof EngineException e) {
                throw e;
            } else if (failure != null) {
                throw new EngineException.SystemFailure("a download or an extraction failed: " + failure, failure);
            }
            return Optional.ofNullable(result)
                    .orElseThrow(() -> new IllegalStateException("work that ended without a result"));
        } finally {
            lock.unlock();
        }
    }
}
