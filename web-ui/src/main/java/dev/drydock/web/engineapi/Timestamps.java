package dev.drydock.web.engineapi;

import dev.drydock.core.error.GoNumbers;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;

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

    private Timestamps() {}

    static String rfc3339(Instant moment) {
        return RFC3339_NANO.format(moment);
    }

    /** All nine digits, so that the times of log lines stand below each other. */
    static String logLine(Instant moment) {
        return LOG_LINE.format(moment);
    }

    /** Reads {@code seconds[.fraction]} since the epoch, the form in which clients send all others. */
    static Instant parse(String text) {
        int point = text.indexOf('.');
        long seconds = GoNumbers.parseInt(point < 0 ? text : text.substring(0, point));
        String fraction = point < 0 ? "" : text.substring(point + 1);
        if (point >= 0) {
            GoNumbers.parseInt(fraction);
        }
        long bounded = Math.clamp(seconds, Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond());
        return Instant.ofEpochSecond(bounded, nanos(fraction));
    }

    private static long nanos(String fraction) {
        boolean digits = !fraction.isEmpty() && Character.isDigit(fraction.charAt(0));
        return digits ? Long.parseLong((fraction + "000000000").substring(0, 9)) : 0;
    }
}
