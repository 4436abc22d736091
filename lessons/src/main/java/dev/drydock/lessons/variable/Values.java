package dev.drydock.lessons.variable;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the variables of a lesson stand for. Each value is one word. */
public record Values(Map<VariableId, String> words) {
    public static final Values NONE = new Values(Map.of());

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@-]{0,254}");

    public Values {
        words = Map.copyOf(words);
        words.values().forEach(Values::check);
    }

    /**
     * A value must be inert wherever it stands: no blanks, quotes, stars, brackets or backslashes, nothing that begins
     * with a hyphen.
     *
     * @throws IllegalArgumentException when it is not
     */
    static void check(String word) {
        if (!isWord(word)) {
            throw new IllegalArgumentException("\"" + word
                    + "\" is no value: a letter or digit, then letters, digits, dots, colons, slashes, _, - and @");
        }
    }

    /** Whether it may be a value. */
    public static boolean isWord(String word) {
        return WORD.matcher(word).matches();
    }

    public Optional<String> find(VariableId variable) {
        return Optional.ofNullable(words.get(variable));
    }

    /** Puts values in the places of their variables; what has no value stays as it is. */
    public String fill(String text) {
        return Placeholders.replace(text, this::valueOf);
    }

    private Optional<String> valueOf(String name) {
        return words.entrySet().stream()
                .filter(entry -> entry.getKey().value().equals(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** The same with another value. */
    public Values with(VariableId variable, String word) {
        Map<VariableId, String> all = new HashMap<>(words);
        all.put(variable, word);
        return new Values(all);
    }
}
