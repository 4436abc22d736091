package dev.drydock.core.build;

import dev.drydock.core.error.EngineException.InvalidParameter;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Go writes them: {@code 1h30m}, {@code 1.5s}, {@code 300ms}. */
final class GoDuration {
    private static final Map<String, Long> UNITS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);
    private static final Pattern PART = Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{0,18})?)(ns|us|µs|ms|s|m|h)");
    private static final Pattern WHOLE = Pattern.compile("-?(?:" + PART.pattern() + ")+");

    private GoDuration() {}

    static Duration parse(String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        if (text.length() > 100 || !WHOLE.matcher(text).matches()) {
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
        return new InvalidParameter("time: invalid duration " + Quoted.of(text));
    }
}
