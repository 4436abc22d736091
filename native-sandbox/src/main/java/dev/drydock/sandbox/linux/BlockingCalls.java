package dev.drydock.sandbox.linux;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Runs native calls and process pipes on platform threads. A virtual thread that blocks in one holds its carrier; two of
 * them on two cores stop every virtual thread of the JVM. Waiting for the answer here parks a virtual thread properly.
 */
public final class BlockingCalls {
    /** Students can nest directories as deep as the longest path: 2,048 levels, which some walk by recursion. */
    private static final long STACK_BYTES = 8 << 20;

    private static final ExecutorService THREADS = Executors.newCachedThreadPool(Thread.ofPlatform()
            .daemon()
            .stackSize(STACK_BYTES)
            .name("blocking-", 0)
            .factory());

    private static final ExecutorService ALONE = Executors.newThreadPerTaskExecutor(
            Thread.ofPlatform().daemon().name("visitor-", 0).factory());

    private BlockingCalls() {}

    /** Runs the call on a platform thread and hands back what it returns or throws. */
    public static <T> T run(Supplier<T> call) {
        return run(THREADS, call);
    }

    /** Runs the call soon, on a platform thread, without waiting for it. */
    public static void later(Runnable call) {
        THREADS.execute(call);
    }

    /** Runs the call on a thread that runs nothing else before or after: one that leaves this process's namespaces. */
    static <T> T runAlone(Supplier<T> call) {
        return run(ALONE, call);
    }

    static <T> T run(ExecutorService threads, Supplier<T> call) {
        Future<T> future = threads.submit(call::get);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    // The call may own descriptors: it is always seen to its end.
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException known -> throw known;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException("a supplier cannot throw this", e);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
