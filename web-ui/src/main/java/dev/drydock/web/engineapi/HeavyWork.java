package dev.drydock.web.engineapi;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Work that computes for long, such as unpacking and digesting. It runs on a platform thread, which the kernel takes turns
 * with: virtual threads are not interrupted, and one that computes keeps the others of the server from running.
 */
final class HeavyWork {
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("heavy-", 0).factory());

    private HeavyWork() {}

    /** What is to be done. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    /** Waits until it is done, and throws what it throws. */
    static void run(Work work) throws IOException {
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
