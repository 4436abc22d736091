package dev.drydock.core.time;

import dev.drydock.core.error.EngineException.InvalidParameter;
import dev.drydock.core.error.GoNumbers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Moments as people write them for Docker: so long ago ({@code 1h30m}), a date with or without a time and a zone
 * ({@code 2026-03-01T08:00}), or seconds since the epoch. What is none of them is refused with dockerd's sentence.
 */
public final class GoTimestamp {
    private static final String DATE = "2006-01-02";
    private static final String ZONE = "Z07:00";
    private static final int THREE_DASHES = 3;

    private GoTimestamp() {}

    /**
     * A lab host's zone is UTC.
     *
     * @param now what durations are counted back from; they have whole seconds only
     */
    public static Instant parse(String text, Instant now) {
        Optional<Duration> ago = duration(text);
        if (ago.isPresent()) {
            return Instant.ofEpochSecond(now.minus(ago.get()).getEpochSecond());
        }
        try {
            return GoTimeLayout.parse(layout(text), text);
        } catch (InvalidParameter e) {
            if (text.contains("-")) {
                throw e;
            }
            return seconds(text);
        }
    }

    private static Optional<Duration> duration(String text) {
        try {
            return Optional.of(text).filter(given -> !given.equals("0")).map(GoDuration::parse);
        } catch (InvalidParameter e) {
            return Optional.empty();
        }
    }

    /** Which of its forms Docker takes a text for, by the signs in it. */
    private static String layout(String text) {
        boolean hasUtc = text.contains("Z") || text.contains("z");
        boolean hasZone = hasUtc || text.contains("+") || count(text, '-') == THREE_DASHES;
        String zone = hasZone ? ZONE : "";
        if (text.contains(".")) {
            return DATE + "T15:04:05.999999999" + zone;
        } else if (!text.contains("T")) {
            return DATE + zone;
        }
        long colons = count(text, ':') - (hasZone && !hasUtc ? 1 : 0);
        if (colons <= 0) {
            return DATE + "T15" + zone;
        }
        return DATE + (colons == 1 ? "T15:04" : "T15:04:05") + zone;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(character -> character == wanted).count();
    }

    private static Instant seconds(String text) {
        try {
            return ofEpoch(text);
        } catch (InvalidParameter e) {
            throw new InvalidParameter("failed to parse value as time or duration: " + GoNumbers.quote(text), e);
        }
    }

    /**
     * Reads {@code seconds[.fraction]} since the epoch, the form in which clients send all others, with {@code strconv}'s
     * sentences for what is none.
     */
    public static Instant ofEpoch(String text) {
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
