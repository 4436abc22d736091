package dev.drydock.lessons.check;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a number in a check counts, and how people write it. */
public enum Unit {
    /** Whole numbers. */
    PIECES("number"),
    /** Bytes, with Docker's letters: {@code 512k}, {@code 64m}, {@code 1g}. */
    BYTES("size such as 64m"),
    /** Billionths of a processor, written as processors: {@code 0.5}. */
    CPUS("number of processors such as 0.5");

    private static final Pattern WHOLE = Pattern.compile("\\d{1,18}");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})([bkmg]?)");
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,6}(\\.\\d{1,9})?");
    private static final String LETTERS = "bkmg";
    private static final int STEP = 10;
    private static final int NANO = 9;

    private final String words;

    Unit(String words) {
        this.words = words;
    }

    /** What it is, for messages to authors. */
    String words() {
        return words;
    }

    /** @throws IllegalArgumentException when it is not written so */
    long parse(String text) {
        return switch (this) {
            case PIECES -> Long.parseLong(matched(WHOLE, text).group());
            case BYTES -> {
                Matcher size = matched(SIZE, text.toLowerCase(Locale.ROOT));
                int letter = size.group(2).isEmpty() ? 0 : LETTERS.indexOf(size.group(2));
                yield Long.parseLong(size.group(1)) << (STEP * letter);
            }
            case CPUS ->
                new BigDecimal(matched(DECIMAL, text).group())
                        .movePointRight(NANO)
                        .longValueExact();
        };
    }

    private static Matcher matched(Pattern form, String text) {
        Matcher matcher = form.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        return matcher;
    }

    /** The number as people write it, in the largest unit in which it is whole. */
    String text(long number) {
        return switch (this) {
            case PIECES -> Long.toString(number);
            case BYTES -> size(number);
            case CPUS -> BigDecimal.valueOf(number, NANO).stripTrailingZeros().toPlainString();
        };
    }

    private static String size(long bytes) {
        int letter = 0;
        long number = bytes;
        while (letter < LETTERS.length() - 1 && number != 0 && number % (1 << STEP) == 0) {
            number >>= STEP;
            letter++;
        }
        return number + (letter == 0 ? "" : LETTERS.substring(letter, letter + 1));
    }
}
