package dev.drydock.core.dockerfile;

import java.util.List;
import java.util.Optional;

/**
 * Where a text is asked for that stands below the instruction: {@code <<NAME}, {@code <<-NAME}, {@code <<"NAME"}, {@code 3<<NAME}.
 *
 * @param name without quotes
 * @param isExpanded whether it has no quotes
 * @param isIndented whether tabs before lines do not count
 */
record HeredocHead(String name, boolean isExpanded, boolean isIndented) {
    private static final char ESCAPE = '\\';

    /** Those of an instruction's arguments; none where quotes do not match, because then nothing can be said of its words. */
    static List<HeredocHead> in(String arguments) {
        if (!arguments.contains("<<")) {
            return List.of();
        }
        List<String> words = WordSplitter.split(arguments, ESCAPE);
        boolean isWhole = words.stream().allMatch(word -> unquoted(word).isPresent());
        return isWhole ? words.stream().flatMap(word -> of(word).stream()).toList() : List.of();
    }

    static Optional<HeredocHead> of(String word) {
        int at = 0;
        while (at < word.length() && word.charAt(at) >= '0' && word.charAt(at) <= '9') {
            at++;
        }
        if (!word.startsWith("<<", at)) {
            return Optional.empty();
        }
        boolean isIndented = word.startsWith("-", at + 2);
        String name = word.substring(at + (isIndented ? 3 : 2));
        if (name.isEmpty() || name.indexOf('<') >= 0) {
            return Optional.empty();
        }
        return unquoted(name)
                .filter(text -> !text.isEmpty())
                .map(text -> new HeredocHead(text, text.equals(name), isIndented));
    }

    /** Empty where a quote has no end. */
    private static Optional<String> unquoted(String word) {
        StringBuilder text = new StringBuilder();
        char quote = 0;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c == ESCAPE && quote != '\'' && i + 1 < word.length()) {
                text.append(word.charAt(++i));
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            } else {
                text.append(c);
            }
        }
        return quote == 0 ? Optional.of(text.toString()) : Optional.empty();
    }

    String withoutTabs(String line) {
        int at = 0;
        while (isIndented && at < line.length() && line.charAt(at) == '\t') {
            at++;
        }
        return line.substring(at);
    }
}
