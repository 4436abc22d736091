package dev.drydock.web.terminal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A token bucket: how many messages a browser may send. For use by one thread at a time. */
public final class MessageRate {
    private final int perSecond;
    private final int burst;
    private final InstantSource clock;
    private double left;
    private Instant last;

    public MessageRate(int perSecond, int burst, InstantSource clock) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.clock = clock;
        this.left = burst;
        this.last = clock.instant();
    }

    /** Counts one message; false when there are too many. */
    public boolean allows() {
        Instant now = clock.instant();
        double seconds = Duration.between(last, now).toNanos() / 1e9;
        left = Math.min(burst, left + Math.max(0, seconds) * perSecond);
        last = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
