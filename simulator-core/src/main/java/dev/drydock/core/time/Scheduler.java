package dev.drydock.core.time;

import java.time.Duration;

/** Port: runs work later. Safe for use by several threads. */
public interface Scheduler {
    /** Runs the task once after the delay, on a thread that may block. */
    Scheduled after(Duration delay, Runnable task);

    /** A task that waits for its time. */
    interface Scheduled {
        /** Takes the task back; without effect when it has begun. */
        void cancel();
    }
}
