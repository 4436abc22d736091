package dev.drydock.core.dockerfile;

import dev.drydock.core.error.EngineException.InvalidParameter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Takes the quotes from a word and puts the values of variables into it: {@code $x}, <code>${x}</code>, with a default ({@code :-},
 * {@code -}), an alternative ({@code :+}, {@code +}), a complaint ({@code :?}, {@code ?}), without a prefix or suffix ({@code #},
 * {@code ##}, {@code %}, {@code %%}), and with replacements ({@code /a/b}, {@code //a/b}). Those without a colon are BuildKit's;
 * dockerd's builder refuses them.
 *
 * <p>Values may stand in values to any depth: what is open is kept in a list, and an inner value is built where it will stand.
 */
public final class Expansion {
    /** The longest result in characters. */
    public static final int MAX_LENGTH = 4 << 20;

    /** How many characters may be copied and compared for one word; values that replace each other could cost more. */
    private static final long MAX_WORK = 1L << 26;

    private final Function<String, Optional<String>> variables;
    private final String word;
    private final char escape;
    private final StringBuilder result = new StringBuilder();
    private final BitSet gaps = new BitSet();
    private final Deque<Part> open = new ArrayDeque<>();
    private int at;
    private long work;

    private Expansion(String word, char escape, Function<String, Optional<String>> variables) {
        this.word = word;
        this.escape = escape;
        this.variables = variables;
    }

    /**
     * What is open at a place of the word.
     *
     * @param end the character that closes it; 0 for the word itself
     * @param name of the variable, empty for quotes
     * @param operator {@code /} for both parts of a replacement
     * @param isStrict whether an empty value is none ({@code :}), or whether all places are replaced
     * @param start of its text in the result
     * @param keepsEscapes whether they mean something to a pattern that the text is
     * @param pattern of a replacement whose second part this is
     */
    private record Part(
            char end, String name, char operator, boolean isStrict, int start, boolean keepsEscapes, String pattern) {
        boolean isQuote() {
            return end == '"';
        }

        boolean isVariable() {
            return operator != 0;
        }
    }

    /**
     * One word; values with white space do not make several of it.
     *
     * @param escape the character that takes the meaning from the next one
     * @throws InvalidParameter with dockerd's sentence, or for a result that is too long
     */
    public static String of(String word, char escape, Function<String, Optional<String>> variables) {
        Expansion expansion = new Expansion(word, escape, variables);
        expansion.run();
        return expansion.result.toString();
    }

    /** One that may become several words: it is split at white space that is not quoted. */
    static List<String> words(String word, char escape, Function<String, Optional<String>> variables) {
        Expansion expansion = new Expansion(word, escape, variables);
        expansion.run();
        return expansion.words();
    }

    private List<String> words() {
        List<String> words = new ArrayList<>();
        for (int start = 0; start < result.length(); ) {
            int gap = gaps.nextSetBit(start);
            int end = gap < 0 ? result.length() : gap;
            if (end > start) {
                words.add(result.substring(start, end));
            }
            start = end + 1;
        }
        return words;
    }

    private void run() {
        open.push(new Part((char) 0, "", (char) 0, false, 0, false, ""));
        while (at < word.length()) {
            char c = word.charAt(at++);
            Part part = open.element();
            if (part.end() != 0 && c == part.end()) {
                close(open.pop());
            } else if (c == '$') {
                dollar();
            } else if (part.isQuote()) {
                quoted(c, part.keepsEscapes());
            } else {
                plain(c, part.keepsEscapes());
            }
            check();
        }
        if (open.element().isQuote() || open.element().isVariable()) {
            throw failure("unexpected end of statement while looking for matching double-quote");
        }
    }

    private void plain(char c, boolean keepsEscapes) {
        if (c == '\'') {
            single();
        } else if (c == '"') {
            open.push(new Part('"', "", (char) 0, false, result.length(), keepsEscapes, ""));
        } else if (c == escape) {
            if (keepsEscapes) {
                result.append(c);
            }
            if (at < word.length()) {
                result.append(word.charAt(at++));
            }
        } else {
            int start = result.length();
            result.append(c);
            gaps(start);
        }
    }

    private void quoted(char c, boolean keepsEscapes) {
        if (c != escape) {
            result.append(c);
            return;
        }
        if (keepsEscapes) {
            result.append(c);
        }
        if (at == word.length()) {
            return;
        }
        char next = word.charAt(at);
        if (next == '"' || next == '$' || next == escape) {
            at++;
            result.append(next);
        } else {
            result.append(c);
        }
    }

    private void single() {
        int end = word.indexOf('\'', at);
        if (end < 0) {
            at = word.length();
            throw failure("unexpected end of statement while looking for matching single-quote");
        }
        result.append(word, at, end);
        at = end + 1;
    }

    private void dollar() {
        if (at < word.length() && word.charAt(at) == '{') {
            at++;
            braced();
            return;
        }
        String name = name();
        put(name.isEmpty() ? "$" : value(name));
    }

    private void braced() {
        if (at == word.length()) {
            throw failure("syntax error: missing '}'");
        }
        if ("{}:".indexOf(word.charAt(at)) >= 0) {
            throw failure("syntax error: bad substitution");
        }
        String name = name();
        char c = at < word.length() ? word.charAt(at++) : 0;
        switch (c) {
            case '}' -> put(value(name));
            case ':' -> {
                if (at == word.length()) {
                    throw failure("syntax error: missing '}'");
                }
                char operator = word.charAt(at++);
                open(name, operator, true);
            }
            case '+', '-', '?', '#', '%' -> open(name, c, false);
            case '/' -> {
                boolean isEverywhere = word.startsWith("/", at);
                at += isEverywhere ? 1 : 0;
                open.push(new Part('/', name, '/', isEverywhere, result.length(), true, ""));
            }
            default -> throw failure("missing ':' in substitution");
        }
    }

    private void open(String name, char operator, boolean isStrict) {
        open.push(new Part('}', name, operator, isStrict, result.length(), operator == '#' || operator == '%', ""));
    }

    private void close(Part part) {
        if (part.isQuote()) {
            return;
        }
        Optional<String> value = variables.apply(part.name());
        boolean counts = value.isPresent() && !(part.isStrict() && value.get().isEmpty());
        switch (part.operator()) {
            case '-' -> {
                if (counts) {
                    replace(part, value.get());
                }
            }
            case '+' -> {
                if (!counts) {
                    replace(part, "");
                }
            }
            case '?' -> replace(part, counts ? value.get() : complain(part, value.isPresent()));
            case '#', '%' -> replace(part, trimmed(part, text(part), value.orElse("")));
            case '/' -> replacement(part, value.orElse(""));
            default -> throw failure("unsupported modifier (" + part.operator() + ") in substitution");
        }
        gaps(part.start());
    }

    private String text(Part part) {
        work += result.length() - part.start();
        return result.substring(part.start());
    }

    private String complain(Part part, boolean isEmpty) {
        String text = text(part);
        String reason = isEmpty ? "is not allowed to be empty" : "is not allowed to be unset";
        throw failure(part.name() + ": " + (text.isEmpty() ? reason : text));
    }

    /** The operator twice means the longest match; the second one is the first character of the text then. */
    private String trimmed(Part part, String text, String value) {
        boolean isLongest = !text.isEmpty() && text.charAt(0) == part.operator();
        ShellPattern pattern = pattern(isLongest ? text.substring(1) : text);
        return part.operator() == '#'
                ? pattern.withoutPrefix(value, isLongest)
                : pattern.withoutSuffix(value, isLongest);
    }

    private void replacement(Part part, String value) {
        String text = text(part);
        if (part.end() == '/') {
            result.setLength(part.start());
            open.push(new Part('}', part.name(), '/', part.isStrict(), part.start(), true, text));
        } else {
            replace(part, pattern(part.pattern()).replace(value, text, part.isStrict()));
        }
    }

    private ShellPattern pattern(String text) {
        try {
            return ShellPattern.of(text, steps -> {
                work += steps;
                check();
            });
        } catch (ShellPattern.BadEscape e) {
            throw failure("invalid pattern (" + text + ") in substitution: " + e.getMessage());
        }
    }

    private void replace(Part part, String text) {
        result.setLength(part.start());
        work += text.length();
        result.append(text);
    }

    private void put(String text) {
        int start = result.length();
        work += text.length();
        result.append(text);
        gaps(start);
    }

    /** Marks white space that is not quoted: what stands in the word itself and in values. */
    private void gaps(int start) {
        if (open.size() > 1) {
            return;
        }
        for (int i = start; i < result.length(); i++) {
            if (Spaces.isSpace(result.charAt(i))) {
                gaps.set(i);
            }
        }
    }

    private void check() {
        if (work > MAX_WORK || result.length() > MAX_LENGTH) {
            throw new InvalidParameter("failed to process a word: its value is too long");
        }
    }

    private String value(String name) {
        return variables.apply(name).orElse("");
    }

    private String name() {
        int start = at;
        if (at < word.length() && "@*#?-$!".indexOf(word.charAt(at)) >= 0) {
            return word.substring(at, ++at);
        }
        boolean isNumber = at < word.length() && Character.isDigit(word.codePointAt(at));
        while (at < word.length()) {
            int c = word.codePointAt(at);
            boolean isLetter = !isNumber && (Character.isLetter(c) || c == '_');
            if (!isLetter && !Character.isDigit(c)) {
                break;
            }
            at += Character.charCount(c);
        }
        return word.substring(start, at);
    }

    /** What is wrong at the end of a word is, for a variable that is open there, that it is open. */
    private InvalidParameter failure(String reason) {
        String shown = reason;
        if (at == word.length()) {
            for (Part part : open) {
                if (part.isVariable()) {
                    shown = part.end() == '/' ? "syntax error: missing '/' in ${}" : "syntax error: missing '}'";
                }
            }
        }
        return new InvalidParameter("failed to process " + Quoted.of(word) + ": " + shown);
    }
}
