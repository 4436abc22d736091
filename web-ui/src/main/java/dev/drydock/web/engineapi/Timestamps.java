package dev.drydock.web.engineapi;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** Moments as Go writes them. */
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
}
