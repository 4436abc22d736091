package dev.drydock.core.time;

import dev.drydock.core.error.EngineException.InvalidParameter;
import dev.drydock.core.error.GoNumbers;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Go writes them: {@code 1m30s}, {@code 1.5s}, {@code 20ms}. Docker's sentences hold such. */
public final class GoDuration {
    private static final long SECOND = 1_000_000_000L;
    private static final Map<String, Long> UNITS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "ms", 1_000_000L,
            "s", SECOND,
            "m", 60 * SECOND,
            "h", 3600 * SECOND);
    private static final Pattern PART =
            Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{0,18})?|\\.[0-9]{1,18})(ns|us|µs|ms|s|m|h)");
    private static final Pattern WHOLE = Pattern.compile("[-+]?(?:" + PART.pattern() + ")+");
    private static final int LONGEST = 100;

    private GoDuration() {}

    /** As {@code time.ParseDuration}, with its sentence for what is none. */
    public static Duration parse(String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        if (text.length() > LONGEST || !WHOLE.matcher(text).matches()) {
            throw invalid(text);
        }
        BigDecimal total = BigDecimal.ZERO;
        Matcher parts = PART.matcher(text);
        while (parts.find()) {
            total = total.add(new BigDecimal(parts.group(1))
                    .multiply(BigDecimal.valueOf(UNITS.getOrDefault(parts.group(2), 0L))));
        }
        if (total.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw invalid(text);
        }
        Duration duration = Duration.ofNanos(total.longValue());
        return text.startsWith("-") ? duration.negated() : duration;
    }

    private static InvalidParameter invalid(String text) {
        return new InvalidParameter("time: invalid duration " + GoNumbers.quote(text));
    }

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
