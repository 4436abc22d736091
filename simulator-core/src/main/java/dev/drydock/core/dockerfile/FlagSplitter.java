package dev.drydock.core.dockerfile;

import java.util.ArrayList;
import java.util.List;

/** Takes the flags from the beginning of an instruction's arguments. A lone {@code --} ends them. Quotes are taken away; {@code \} escapes here in every file. */
final class FlagSplitter {
    private final String text;
    private final List<String> flags = new ArrayList<>();
    private int at;

    private FlagSplitter(String text) {
        this.text = text;
    }

    record Result(List<String> flags, String arguments) {}

    static Result split(String text) {
        return new FlagSplitter(text).split();
    }

    private Result split() {
        at = Spaces.start(text, 0);
        while (text.startsWith("--", at)) {
            String word = word();
            if (word.equals("--")) {
                break;
            }
            flags.add(word);
            at = Spaces.start(text, at);
        }
        return new Result(flags, Spaces.trim(text.substring(at)));
    }

    private String word() {
        StringBuilder word = new StringBuilder();
        char quote = 0;
        for (; at < text.length() && (quote != 0 || !Spaces.isSpace(text.charAt(at))); at++) {
            char c = text.charAt(at);
            if (c == '\\') {
                at++;
                if (at < text.length()) {
                    word.append(text.charAt(at));
                }
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            } else {
                word.append(c);
            }
        }
        at = Math.min(at, text.length());
        return word.toString();
    }
}
