package dev.drydock.lessons.check;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A condition on a whole number, written {@code 3}, {@code != 0}, {@code >= 2} or {@code <= 5}. */
public record NumberTest(Comparison comparison, long number) {
    public static final NumberTest SOME = new NumberTest(Comparison.AT_LEAST, 1);

    private static final Pattern FORM = Pattern.compile("(!=|>=|<=|)\\s*(\\d{1,18})");

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

    public static NumberTest parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not a number, nor one after !=, >= or <=");
        }
        Comparison comparison = Arrays.stream(Comparison.values())
                .filter(each -> each.sign.equals(matcher.group(1)))
                .findFirst()
                .orElseThrow();
        return new NumberTest(comparison, Long.parseLong(matcher.group(2)));
    }

    public boolean accepts(long value) {
        return switch (comparison) {
            case EQUAL -> value == number;
            case NOT_EQUAL -> value != number;
            case AT_LEAST -> value >= number;
            case AT_MOST -> value <= number;
        };
    }
}
