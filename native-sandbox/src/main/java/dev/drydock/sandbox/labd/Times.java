package dev.drydock.sandbox.labd;

import java.time.Instant;

/** Points in time as labd gives them: nanoseconds since 1970. */
public final class Times {
    private static final long NANOSECONDS = 1_000_000_000;

    private Times() {}

    public static Instant of(long nanoseconds) {
        return Instant.ofEpochSecond(nanoseconds / NANOSECONDS, nanoseconds % NANOSECONDS);
    }
}
