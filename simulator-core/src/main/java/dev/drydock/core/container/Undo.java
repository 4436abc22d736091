package dev.drydock.core.container;

import java.util.ArrayDeque;
import java.util.Deque;

/** How to take back the steps of work that was not finished, the last step first. */
final class Undo {
    private final Deque<Runnable> steps = new ArrayDeque<>();

    void add(Runnable step) {
        steps.push(step);
    }

    /** Takes back all steps; one that fails does not keep the others, and is added to what made the work fail. */
    @SuppressWarnings("IllegalCatch") // the remaining steps must run whatever one of them throws
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
