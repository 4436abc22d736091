package dev.drydock.web.engineapi;

import java.time.Duration;

/** Durations in words, as {@code docker ps} shows them (go-units' HumanDuration). */
final class HumanDuration {
    private static final int HOURS_OF_DAY = 24;
    private static final int HOURS_OF_WEEK = 7 * HOURS_OF_DAY;
    private static final int HOURS_OF_MONTH = 30 * HOURS_OF_DAY;
    private static final int HOURS_OF_YEAR = 365 * HOURS_OF_DAY;

    private HumanDuration() {}

    static String of(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 1) {
            return "Less than a second";
        } else if (seconds == 1) {
            return "1 second";
        } else if (seconds < 60) {
            return seconds + " seconds";
        }
        long minutes = duration.toMinutes();
        if (minutes == 1) {
            return "About a minute";
        } else if (minutes < 60) {
            return minutes + " minutes";
        }
        return hours((duration.toMinutes() + 30) / 60, duration.toHours());
    }

    private static String hours(long rounded, long whole) {
        if (rounded == 1) {
            return "About an hour";
        } else if (rounded < 2 * HOURS_OF_DAY) {
            return rounded + " hours";
        } else if (rounded < 2 * HOURS_OF_WEEK) {
            return rounded / HOURS_OF_DAY + " days";
        } else if (rounded < 2 * HOURS_OF_MONTH) {
            return rounded / HOURS_OF_WEEK + " weeks";
        } else if (rounded < 2 * HOURS_OF_YEAR) {
            return rounded / HOURS_OF_MONTH + " months";
        }
        return whole / HOURS_OF_YEAR + " years";
    }
}
