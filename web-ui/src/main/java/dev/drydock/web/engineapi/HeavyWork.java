package dev.drydock.web.engineapi;

import dev.drydock.core.error.EngineException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * One lab's work that takes long, such as pulling, unpacking and digesting. Only some of it is done at the same time, some
 * more waits for its turn, and the rest is refused: each has a platform thread or several, of which all labs have need.
 */
final class HeavyWork {
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("heavy-", 0).factory());

    private final Limits limits;
    private final Semaphore admitted;
    private final Semaphore turns;

    HeavyWork(Limits limits) {
        this.limits = limits;
        this.admitted = new Semaphore(limits.atOnce() + limits.waiting());
        this.turns = new Semaphore(limits.atOnce(), true);
    }

    /**
     * How much one lab may ask for.
     *
     * @param atOnce that is done at the same time
     * @param waiting that may wait for its turn besides
     * @param patience how long it waits
     */
    record Limits(int atOnce, int waiting, Duration patience) {
        /** Clients such as Compose pull what a whole project needs at the same time. */
        static final Limits DEFAULT = new Limits(4, 16, Duration.ofMinutes(10));
    }

    /** What is to be done. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    /**
     * Does the work on this thread, when its turn has come.
     *
     * @throws EngineException.Unavailable when the lab has too much of it
     */
    void inTurn(Work work) throws IOException {
        if (!admitted.tryAcquire()) {
            throw refusal();
        }
        try {
            awaitTurn();
            try {
                work.run();
            } finally {
                turns.release();
            }
        } finally {
            admitted.release();
        }
    }

    private void awaitTurn() {
        try {
            if (!turns.tryAcquire(limits.patience().toMillis(), TimeUnit.MILLISECONDS)) {
                throw refusal();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException.Unavailable("the server is stopping");
        }
    }

    private EngineException refusal() {
        return new EngineException.Unavailable("this lab host is busy: " + limits.atOnce()
                + " pulls, pushes, loads, saves, imports, exports and commits run at the same time and "
                + limits.waiting() + " may wait; try again when one of them has ended");
    }

    /**
     * Does work that computes for long, when its turn has come, on a platform thread, which the kernel takes turns with:
     * virtual threads are not interrupted, and one that computes keeps the others of the server from running.
     */
    void run(Work work) throws IOException {
        inTurn(() -> onThread(work));
    }

    /** Does it on a platform thread at once, for work with a limit of its own; waits until it is done, and throws what it throws. */
    static void onThread(Work work) throws IOException {
        Future<Boolean> done = THREADS.submit(() -> {
            work.run();
            return true;
        });
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    done.get();
                    return;
                } catch (InterruptedException e) {
                    // It uses the request's streams: it is always seen to its end.
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            raise(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void raise(ExecutionException failure) throws IOException {
        switch (failure.getCause()) {
            case IOException known -> throw known;
            case RuntimeException known -> throw known;
            case Error error -> throw error;
            case null, default -> throw new IllegalStateException("work cannot throw this", failure);
        }
    }
}
