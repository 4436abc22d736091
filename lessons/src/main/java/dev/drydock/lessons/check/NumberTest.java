package dev.drydock.lessons.check;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A condition on a number, written {@code 3}, {@code != 0}, {@code >= 2} or {@code <= 5}. */
public record NumberTest(Comparison comparison, long number, Unit unit) {
    public static final NumberTest SOME = new NumberTest(Comparison.AT_LEAST, 1, Unit.PIECES);

    private static final Pattern FORM = Pattern.compile("(!=|>=|<=|)\\s*([^\\s!<>=]+)");

    /** How the number is compared; named as in message keys. */
    public enum Comparison {
        EQUAL("", "equal"),
        NOT_EQUAL("!=", "not"),
        AT_LEAST(">=", "atLeast"),
        AT_MOST("<=", "atMost");

        private final String sign;
        private final String key;

        Comparison(String sign, String key) {
            this.sign = sign;
            this.key = key;
        }

        String key() {
            return key;
        }
    }

    /** Reads a condition on a whole number. */
    public static NumberTest parse(String text) {
        return parse(text, Unit.PIECES);
    }

    /** Reads a condition on a number that is written as the unit says. */
    public static NumberTest parse(String text, Unit unit) {
        Matcher matcher = FORM.matcher(text);
        try {
            if (matcher.matches()) {
                Comparison comparison = Arrays.stream(Comparison.values())
                        .filter(each -> each.sign.equals(matcher.group(1)))
                        .findFirst()
                        .orElseThrow();
                return new NumberTest(comparison, unit.parse(matcher.group(2)), unit);
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(refusal(text, unit), e);
        }
        throw new IllegalArgumentException(refusal(text, unit));
    }

    private static String refusal(String text, Unit unit) {
        return "\"" + text + "\" is not a " + unit.words() + ", nor one after !=, >= or <=";
    }

    public boolean accepts(long value) {
        return switch (comparison) {
            case EQUAL -> value == number;
            case NOT_EQUAL -> value != number;
            case AT_LEAST -> value >= number;
            case AT_MOST -> value <= number;
        };
    }

    /** The number as people write it. */
    String text() {
        return unit.text(number);
    }
}
