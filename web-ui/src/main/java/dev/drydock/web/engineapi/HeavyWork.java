package dev.drydock.web.engineapi;

import dev.drydock.sandbox.linux.BlockingCalls;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Work that computes for long, such as unpacking and digesting. It runs on a platform thread, which the kernel takes turns
 * with: virtual threads are not interrupted, and one that computes keeps the others of the server from running.
 */
final class HeavyWork {
    private HeavyWork() {}

    /** What is to be done. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    /** Waits until it is done, and throws what it throws. */
    static void run(Work work) throws IOException {
        try {
            BlockingCalls.run(() -> {
                try {
                    work.run();
                    return true;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
