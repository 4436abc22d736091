package dev.drydock.sandbox.cgroup;

import java.time.Duration;

/**
 * When to look at a count that may change a little after something has happened: version 1 tells that memory is used up
 * before the kernel has chosen whom to kill. Looks become rarer and end, however often it is roused meanwhile.
 */
final class Suspicion {
    private static final long FIRST = Duration.ofMillis(2).toNanos();
    private static final long RAREST = Duration.ofMillis(500).toNanos();
    private static final long LASTS = Duration.ofSeconds(2).toNanos();

    private boolean awake;
    private long end;
    private long nextLook;
    private long pause;

    void rouse(long now) {
        end = now + LASTS;
        if (!awake) {
            awake = true;
            pause = FIRST;
            nextLook = now;
        }
    }

    /** Whether it is time to look; the next time is later then. */
    boolean isDue(long now) {
        if (!awake || now - nextLook < 0) {
            return false;
        }
        nextLook = now + pause;
        pause = Math.min(2 * pause, RAREST);
        return true;
    }

    boolean isAwake(long now) {
        awake = awake && now - end < 0;
        return awake;
    }

    /** In milliseconds, rounded up. */
    long untilNextLook(long now) {
        return Math.max(0, (nextLook - now + 999_999) / 1_000_000);
    }
}
