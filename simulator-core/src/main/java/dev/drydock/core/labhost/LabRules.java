package dev.drydock.core.labhost;

import java.time.Duration;

/**
 * How many lab hosts a server has, and for how long.
 *
 * @param most that run at once
 * @param idle after this time without a user one is ended; zero for never
 */
public record LabRules(int most, Duration idle) {
    public LabRules {
        if (most < 1 || idle.isNegative()) {
            throw new IllegalArgumentException("a server has at least one lab host, and a time is not negative");
        }
    }
}
