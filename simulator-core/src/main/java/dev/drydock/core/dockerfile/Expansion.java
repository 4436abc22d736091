package dev.drydock.core.dockerfile;

import dev.drydock.core.error.EngineException.InvalidParameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Takes the quotes from a word and puts the values of variables into it, as Dockerfiles do it: {@code $name},
 * {@code ${name}}, {@code ${name:-default}} and {@code ${name:+alternative}}.
 */
public final class Expansion {
    private static final int MAX_DEPTH = 100;
    private final Function<String, Optional<String>> variables;
    private final String word;
    private final char escape;
    private int at;
    private int depth;

    private Expansion(String word, char escape, Function<String, Optional<String>> variables) {
        this.word = word;
        this.escape = escape;
        this.variables = variables;
    }

    /** One word: values with white space do not make several of it. */
    public static String of(String word, char escape, Function<String, Optional<String>> variables) {
        return new Expansion(word, escape, variables).until((char) 0);
    }

    /** One that may become several words: unquoted values are split at white space. */
    static List<String> words(String word, char escape, Function<String, Optional<String>> variables) {
        String expanded = of(word, escape, variables);
        if (word.indexOf('"') >= 0 || word.indexOf('\'') >= 0 || expanded.equals(word)) {
            return List.of(expanded);
        }
        List<String> words = new ArrayList<>();
        for (String part : expanded.split("\\s+", -1)) {
            if (!part.isEmpty()) {
                words.add(part);
            }
        }
        return words;
    }

    private String until(char stop) {
        StringBuilder result = new StringBuilder();
        while (at < word.length() && (stop == 0 || word.charAt(at) != stop)) {
            char c = word.charAt(at);
            switch (c) {
                case '\'' -> result.append(single());
                case '"' -> result.append(doubled());
                case '$' -> result.append(variable());
                default -> {
                    at++;
                    if (c != escape) {
                        result.append(c);
                    } else if (at < word.length()) {
                        result.append(word.charAt(at++));
                    }
                }
            }
        }
        if (stop != 0) {
            if (at == word.length()) {
                throw failure("unexpected end of statement while looking for matching " + stop);
            }
            at++;
        }
        return result.toString();
    }

    private String single() {
        int end = word.indexOf('\'', at + 1);
        if (end < 0) {
            throw failure("unexpected end of statement while looking for matching single-quote");
        }
        String text = word.substring(at + 1, end);
        at = end + 1;
        return text;
    }

    private String doubled() {
        StringBuilder result = new StringBuilder();
        at++;
        while (at < word.length() && word.charAt(at) != '"') {
            char c = word.charAt(at);
            if (c == '$') {
                result.append(variable());
            } else if (c == escape
                    && at + 1 < word.length()
                    && (word.charAt(at + 1) == escape || "\"$".indexOf(word.charAt(at + 1)) >= 0)) {
                result.append(word.charAt(at + 1));
                at += 2;
            } else {
                result.append(c);
                at++;
            }
        }
        if (at == word.length()) {
            throw failure("unexpected end of statement while looking for matching double-quote");
        }
        at++;
        return result.toString();
    }

    private String variable() {
        at++;
        if (at < word.length() && word.charAt(at) == '{') {
            at++;
            return braced();
        }
        String name = name();
        return name.isEmpty() ? "$" : variables.apply(name).orElse("");
    }

    private String braced() {
        String name = name();
        if (name.isEmpty()) {
            throw failure("bad substitution");
        }
        if (at == word.length()) {
            throw failure("missing ':' in substitution");
        }
        Optional<String> value = variables.apply(name);
        char c = word.charAt(at++);
        if (c == '}') {
            return value.orElse("");
        }
        if (c != ':' || at == word.length()) {
            throw failure("missing ':' in substitution");
        }
        char modifier = word.charAt(at++);
        if (++depth > MAX_DEPTH) {
            throw failure("too many nested substitutions");
        }
        String other = until('}');
        depth--;
        boolean isSet = value.isPresent() && !value.get().isEmpty();
        return switch (modifier) {
            case '-' -> isSet ? value.get() : other;
            case '+' -> isSet ? other : "";
            case '?' ->
                value.filter(text -> !text.isEmpty())
                        .orElseThrow(
                                () -> failure(name + ": " + (other.isEmpty() ? "not allowed to be unset" : other)));
            default -> throw failure("unsupported modifier (" + modifier + ") in substitution");
        };
    }

    private String name() {
        int start = at;
        if (at < word.length() && "@*#?-$!0123456789".indexOf(word.charAt(at)) >= 0) {
            at++;
            return word.substring(start, at);
        }
        while (at < word.length() && isNameCharacter(word.charAt(at))) {
            at++;
        }
        return word.substring(start, at);
    }

    private static boolean isNameCharacter(char c) {
        return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private InvalidParameter failure(String reason) {
        return new InvalidParameter("failed to process " + Quoted.of(word) + ": " + reason);
    }
}
