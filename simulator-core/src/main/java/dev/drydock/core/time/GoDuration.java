package dev.drydock.core.time;

import java.math.BigDecimal;
import java.time.Duration;

/** Durations as Go prints them: {@code 1m30s}, {@code 1.5s}, {@code 20ms}. Docker's sentences hold such. */
public final class GoDuration {
    private static final long SECOND = 1_000_000_000L;

    private GoDuration() {}

    public static String text(Duration duration) {
        if (duration.isNegative()) {
            return "-" + text(duration.negated());
        }
        long nanos = duration.toNanosPart();
        if (duration.isZero()) {
            return "0s";
        } else if (duration.toSeconds() > 0) {
            String hours = duration.toHours() > 0 ? duration.toHours() + "h" : "";
            String minutes = duration.toMinutes() > 0 ? duration.toMinutesPart() + "m" : "";
            return hours + minutes + decimal(duration.toSecondsPart() * SECOND + nanos, 9) + "s";
        } else if (nanos >= 1_000_000) {
            return decimal(nanos, 6) + "ms";
        } else if (nanos >= 1_000) {
            return decimal(nanos, 3) + "µs";
        }
        return nanos + "ns";
    }

    private static String decimal(long nanos, int scale) {
        BigDecimal value = BigDecimal.valueOf(nanos, scale);
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
