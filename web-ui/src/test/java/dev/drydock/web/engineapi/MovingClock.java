package dev.drydock.web.engineapi;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that a test moves. */
final class MovingClock implements InstantSource {
    private volatile Instant now = Instant.parse("2026-03-01T08:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    synchronized void advance(Duration time) {
        now = now.plus(time);
    }
}
