package dev.drydock.web.engineapi;

import dev.drydock.core.error.EngineException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Moments as Go writes and the Engine API's queries give them. */
final class Timestamps {
    /** Go's zero time, which stands for "never". */
    static final String NEVER = "0001-01-01T00:00:00Z";

    private static final DateTimeFormatter RFC3339_NANO = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendLiteral('Z')
            .toFormatter(Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter LOG_LINE = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 9, 9, true)
            .appendLiteral('Z')
            .toFormatter(Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final Pattern UNIX = Pattern.compile("(-?[0-9]{1,12})(?:\\.([0-9]{1,9})[0-9]*)?");

    private Timestamps() {}

    static String rfc3339(Instant moment) {
        return RFC3339_NANO.format(moment);
    }

    /** All nine digits, so that the times of log lines stand below each other. */
    static String logLine(Instant moment) {
        return LOG_LINE.format(moment);
    }

    /** Reads {@code seconds[.fraction]} since the epoch, the form in which the CLI sends all others. */
    static Instant parse(String text) {
        Matcher matcher = UNIX.matcher(text);
        if (!matcher.matches()) {
            throw new EngineException.InvalidParameter("strconv.ParseInt: parsing \"" + text + "\": invalid syntax");
        }
        String fraction = matcher.group(2) == null ? "" : matcher.group(2);
        long nanos = fraction.isEmpty() ? 0 : Long.parseLong((fraction + "000000000").substring(0, 9));
        return Instant.ofEpochSecond(Long.parseLong(matcher.group(1)), nanos);
    }
}
