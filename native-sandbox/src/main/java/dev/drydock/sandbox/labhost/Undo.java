package dev.drydock.sandbox.labhost;

import java.util.ArrayDeque;
import java.util.Deque;

/** How to take back what was done so far, the last first. */
final class Undo {
    private final Deque<Runnable> steps = new ArrayDeque<>();

    void add(Runnable step) {
        steps.push(step);
    }

    /** Runs every step; one that fails is remembered with the reason and does not stop the others. */
    @SuppressWarnings("IllegalCatch") // the other steps must run too
    void run(Throwable reason) {
        while (!steps.isEmpty()) {
            try {
                steps.pop().run();
            } catch (RuntimeException e) {
                reason.addSuppressed(e);
            }
        }
    }
}
