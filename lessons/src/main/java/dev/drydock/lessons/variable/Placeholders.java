package dev.drydock.lessons.variable;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Places in a text where the value of a variable is to stand: {@code @{port}}. */
public final class Placeholders {
    private static final Pattern PLACEHOLDER = Pattern.compile("@\\{([^{}\\s]*)}");

    private Placeholders() {}

    /** The names that stand in a text, variables or not. */
    public static List<String> names(String text) {
        return PLACEHOLDER.matcher(text).results().map(found -> found.group(1)).toList();
    }

    static String replace(String text, Function<String, Optional<String>> value) {
        // What is put in is never looked at again.
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found ->
                        Matcher.quoteReplacement(value.apply(found.group(1)).orElseGet(found::group)));
    }
}
