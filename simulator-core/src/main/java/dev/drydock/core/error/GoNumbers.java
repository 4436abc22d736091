package dev.drydock.core.error;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;

/** Whole numbers as Go's {@code strconv} reads them, with its sentences for what is none: clients see them in Docker. */
public final class GoNumbers {
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+");
    private static final Pattern DIGITS_ONLY = Pattern.compile("[0-9]+");
    private static final int DIGITS = 20;
    private static final int SHOWN = 256;

    private GoNumbers() {}

    /** As {@code strconv.Atoi}. */
    public static long atoi(String text) {
        return parse("Atoi", text);
    }

    /** As {@code strconv.ParseInt(text, 10, 64)}. */
    public static long parseInt(String text) {
        return parse("ParseInt", text);
    }

    private static long parse(String function, String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw failure(function, text, "invalid syntax");
        }
        BigInteger value = text.length() > DIGITS ? BigInteger.TWO.pow(Long.SIZE) : new BigInteger(text);
        if (value.bitLength() >= Long.SIZE) {
            throw failure(function, text, "value out of range");
        }
        return value.longValue();
    }

    /** As {@code strconv.ParseUint(text, 10, 64)}. */
    public static BigInteger parseUint(String text) {
        return parseUint(text, Long.SIZE);
    }

    /** As {@code strconv.ParseUint(text, 10, 16)}: what a port is. */
    public static int parsePort(String text) {
        return parseUint(text, Short.SIZE).intValue();
    }

    private static BigInteger parseUint(String text, int bits) {
        if (!DIGITS_ONLY.matcher(text).matches()) {
            throw failure("ParseUint", text, "invalid syntax");
        }
        if (text.length() > DIGITS || new BigInteger(text).bitLength() > bits) {
            throw failure("ParseUint", text, "value out of range");
        }
        return new BigInteger(text);
    }

    private static EngineException failure(String function, String text, String why) {
        return new EngineException.InvalidParameter("strconv." + function + ": parsing " + quote(text) + ": " + why);
    }

    /** As Go's {@code %q}, of a length that a person reads. */
    public static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().limit(SHOWN).forEach(character -> append(quoted, character));
        return quoted.append(text.length() > SHOWN ? "…\"" : "\"").toString();
    }

    private static void append(StringBuilder quoted, int character) {
        switch (character) {
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            case '\n' -> quoted.append("\\n");
            case '\r' -> quoted.append("\\r");
            case '\t' -> quoted.append("\\t");
            default -> {
                if (character < ' ' || character == 0x7f) {
                    quoted.append(String.format(Locale.ROOT, "\\x%02x", character));
                } else {
                    quoted.appendCodePoint(character);
                }
            }
        }
    }
}
