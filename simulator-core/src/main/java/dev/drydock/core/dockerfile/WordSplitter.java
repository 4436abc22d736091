package dev.drydock.core.dockerfile;

import java.util.ArrayList;
import java.util.List;

/** Splits arguments at white space that is not quoted; quotes and escape characters stay in the words. */
final class WordSplitter {
    private WordSplitter() {}

    static List<String> split(String text, char escape) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote == 0 && Spaces.isSpace(c)) {
                add(words, word);
                continue;
            }
            if (c == escape && quote != '\'') {
                if (i + 1 == text.length()) {
                    break;
                }
                word.append(c).append(text.charAt(++i));
                continue;
            }
            word.append(c);
            if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            }
        }
        add(words, word);
        return words;
    }

    private static void add(List<String> words, StringBuilder word) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }
}
