package dev.drydock.core.dockerfile;

import java.util.ArrayList;
import java.util.List;

/** White space as Go's {@code unicode.IsSpace} knows it, which decides where words of a Dockerfile end. */
final class Spaces {
    private Spaces() {}

    static boolean isSpace(char c) {
        return switch (c) {
            case ' ', '\t', '\n', '\u000b', '\f', '\r', '\u0085', '\u00a0', '\u1680', '\u2028', '\u2029' -> true;
            case '\u202f', '\u205f', '\u3000' -> true;
            default -> c >= '\u2000' && c <= '\u200a';
        };
    }

    static String trimStart(String text) {
        int start = start(text, 0);
        return start == 0 ? text : text.substring(start);
    }

    static String trim(String text) {
        int end = text.length();
        while (end > 0 && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return trimStart(text.substring(0, end));
    }

    /** The first index from {@code from} on at which no white space is. */
    static int start(String text, int from) {
        int at = from;
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** The first index from {@code from} on at which white space is. */
    static int end(String text, int from) {
        int at = from;
        while (at < text.length() && !isSpace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** What stands between white space, whatever quotes say. */
    static List<String> split(String text) {
        List<String> words = new ArrayList<>();
        for (int at = start(text, 0); at < text.length(); ) {
            int end = end(text, at);
            words.add(text.substring(at, end));
            at = start(text, end);
        }
        return words;
    }
}
