package dev.drydock.core.time;

import dev.drydock.core.error.EngineException.InvalidParameter;
import dev.drydock.core.error.GoNumbers;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a moment by one of Go's layouts as {@code time.Parse} does: as far as it is understood, then with Go's complaint. */
final class GoTimeLayout {
    private static final Pattern ELEMENT = Pattern.compile("2006|01|02|15|04|05|\\.9+|Z07:00|[-T:]");
    private static final Pattern ZONE = Pattern.compile("[-+](\\d\\d):(\\d\\d).*", Pattern.DOTALL);
    private static final Pattern FRACTION = Pattern.compile("[.,](\\d+).*", Pattern.DOTALL);
    private static final int ZONE_LENGTH = 6;

    private final String layout;
    private final String text;
    private String rest;
    private int year;
    private int month = 1;
    private int day = 1;
    private int hour;
    private int minute;
    private int second;
    private int nanos;
    private int offset;

    private GoTimeLayout(String layout, String text) {
        this.layout = layout;
        this.text = text;
        this.rest = text;
    }

    /** Without a zone in the layout it is UTC. */
    static Instant parse(String layout, String text) {
        return new GoTimeLayout(layout, text).read();
    }

    private Instant read() {
        Matcher elements = ELEMENT.matcher(layout);
        while (elements.find()) {
            take(elements.group());
        }
        if (!rest.isEmpty()) {
            throw complaint(": extra text: " + GoNumbers.quote(rest));
        }
        if (day < 1 || day > Month.of(month).length(Year.isLeap(year))) {
            throw complaint(": day out of range");
        }
        return LocalDateTime.of(year, month, day, hour, minute, second, nanos)
                .toInstant(ZoneOffset.UTC)
                .minusSeconds(offset);
    }

    private void take(String element) {
        switch (element) {
            case "2006" -> year = number(element, 4, 4);
            case "01" -> month = inRange("month", number(element, 2, 2), 1, 12);
            case "02" -> day = number(element, 2, 2);
            case "15" -> hour = inRange("hour", number(element, 1, 2), 0, 23);
            case "04" -> minute = inRange("minute", number(element, 2, 2), 0, 59);
            case "05" -> {
                second = inRange("second", number(element, 2, 2), 0, 59);
                fraction();
            }
            case "Z07:00" -> zone(element);
            default -> {
                // A fraction has been taken with its seconds.
                if (!element.startsWith(".")) {
                    literal(element);
                }
            }
        }
    }

    private int number(String element, int least, int most) {
        int digits = 0;
        while (digits < most && digits < rest.length() && isDigit(rest.charAt(digits))) {
            digits++;
        }
        if (digits < least) {
            throw misfit(element);
        }
        int number = Integer.parseInt(rest.substring(0, digits));
        rest = rest.substring(digits);
        return number;
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private int inRange(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw complaint(": " + what + " out of range");
        }
        return value;
    }

    /** Taken wherever there are seconds, whether the layout has one or not. */
    private void fraction() {
        Matcher matcher = FRACTION.matcher(rest);
        if (matcher.matches()) {
            nanos = Integer.parseInt((matcher.group(1) + "00000000").substring(0, 9));
            rest = rest.substring(1 + matcher.group(1).length());
        }
    }

    private void zone(String element) {
        if (rest.startsWith("Z")) {
            rest = rest.substring(1);
            return;
        }
        Matcher matcher = ZONE.matcher(rest);
        if (!matcher.matches()) {
            throw misfit(element);
        }
        int minutes = Integer.parseInt(matcher.group(1)) * 60 + Integer.parseInt(matcher.group(2));
        offset = 60 * (rest.startsWith("-") ? -minutes : minutes);
        rest = rest.substring(ZONE_LENGTH);
    }

    private void literal(String element) {
        if (!rest.startsWith(element)) {
            throw misfit(element);
        }
        rest = rest.substring(element.length());
    }

    private InvalidParameter misfit(String element) {
        return complaint(" as " + GoNumbers.quote(layout) + ": cannot parse " + GoNumbers.quote(rest) + " as "
                + GoNumbers.quote(element));
    }

    private InvalidParameter complaint(String what) {
        return new InvalidParameter("parsing time " + GoNumbers.quote(text) + what);
    }
}
