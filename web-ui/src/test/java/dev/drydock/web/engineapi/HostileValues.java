package dev.drydock.web.engineapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Values that a field was not made for, as JSON and as text of a query; the same ones in every run. */
final class HostileValues {
    private static final int MEGABYTE = 1 << 20;
    private static final List<String> JSON = List.of(
            "null",
            "\"\"",
            "0",
            "-1",
            "1",
            "2147483648",
            "-2147483649",
            "9223372036854775808",
            "1e400",
            "1.5",
            "NaN",
            "true",
            "\"true\"",
            "[]",
            "{}",
            "[null]",
            "[1]",
            "[\"\"]",
            "[\"x\",null]",
            "{\"\":null}",
            "{\"x\":{\"y\":[]}}",
            "\"\\u0000\"",
            "\"../../etc\"",
            "\"\\ud800\"",
            "\"😀\\u202e\\n\"",
            "\"-1\"",
            "\"%s%n\"",
            "\"container:\"",
            "[".repeat(1000) + "]".repeat(1000));
    private static final List<String> TEXTS = List.of(
            "",
            "0",
            "-1",
            "1",
            "2147483648",
            "9223372036854775808",
            "-9223372036854775809",
            "1e9",
            "1.5",
            "NaN",
            "true",
            "null",
            "%00",
            "..%2F..%2Fetc",
            "%F0%9F%98%80%E2%80%AE%0A",
            "%ED%A0%80",
            "%FF",
            "%25s",
            "%5B%5D",
            "%7B%7D",
            "a=b",
            "%2B5",
            "%D9%A1",
            "x".repeat(4000));
    private final Random random;

    HostileValues(long seed) {
        random = new Random(seed);
    }

    /** All of them, with a string of a megabyte. */
    static List<String> json() {
        List<String> values = new ArrayList<>(JSON);
        values.add('"' + "x".repeat(MEGABYTE) + '"');
        return values;
    }

    static List<String> texts() {
        return TEXTS;
    }

    String oneOfJson() {
        return JSON.get(random.nextInt(JSON.size()));
    }

    <T> T oneOf(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** A member with any name and value, wrapped in a few others. */
    String nested() {
        String value = oneOfJson();
        for (int depth = random.nextInt(4); depth > 0; depth--) {
            value = random.nextBoolean() ? "[" + value + "]" : "{\"k" + random.nextInt(10) + "\":" + value + "}";
        }
        return value;
    }
}
