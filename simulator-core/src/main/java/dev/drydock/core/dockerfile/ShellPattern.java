package dev.drydock.core.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * A pattern of {@code ${x#…}}, {@code ${x%…}} and {@code ${x/…}}: {@code *} stands for any text, {@code ?} for any character. Each
 * part between stars is looked for once, from where the one before it was found, so that stars never multiply the work.
 */
final class ShellPattern {
    private static final int ANY = -1;
    private final List<int[]> parts;
    private final IntConsumer work;

    /** @param work is told how many characters were compared, and may end it with an exception */
    private ShellPattern(List<int[]> parts, IntConsumer work) {
        this.parts = parts;
        this.work = work;
    }

    /** What is wrong with a pattern. */
    static final class BadEscape extends Exception {
        private static final long serialVersionUID = 1;

        BadEscape(String escape) {
            super("invalid escape '\\" + escape + "'");
        }
    }

    static ShellPattern of(String text, IntConsumer work) throws BadEscape {
        List<int[]> parts = new ArrayList<>();
        int[] part = new int[text.length()];
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '*') {
                parts.add(java.util.Arrays.copyOf(part, length));
                length = 0;
            } else if (c == '?') {
                part[length++] = ANY;
            } else if (c == '\\') {
                i++;
                if (i == text.length() || "*?\\}/".indexOf(text.charAt(i)) < 0) {
                    throw new BadEscape(text.substring(i, Math.min(text.length(), i + 1)));
                }
                part[length++] = text.charAt(i);
            } else {
                part[length++] = c;
            }
        }
        parts.add(java.util.Arrays.copyOf(part, length));
        return new ShellPattern(parts, work);
    }

    /** The same pattern for text that is read from its end. */
    private ShellPattern reversed() {
        List<int[]> reversed = new ArrayList<>();
        for (int[] part : parts.reversed()) {
            int[] turned = new int[part.length];
            for (int i = 0; i < part.length; i++) {
                turned[i] = part[part.length - 1 - i];
            }
            reversed.add(turned);
        }
        return new ShellPattern(reversed, work);
    }

    String withoutPrefix(String value, boolean isLongest) {
        int end = end(value, 0, isLongest);
        return end < 0 ? value : value.substring(end);
    }

    String withoutSuffix(String value, boolean isLongest) {
        String turned = reversed(value);
        int end = reversed().end(turned, 0, isLongest);
        return end < 0 ? value : value.substring(0, value.length() - end);
    }

    /** Unlike {@code StringBuilder.reverse}, also turns halves of characters. */
    private static String reversed(String value) {
        char[] turned = new char[value.length()];
        for (int i = 0; i < turned.length; i++) {
            turned[i] = value.charAt(turned.length - 1 - i);
        }
        return new String(turned);
    }

    /** Puts {@code other} where the pattern matches first, or everywhere; the longest match counts. */
    String replace(String value, String other, boolean isEverywhere) {
        StringBuilder result = new StringBuilder();
        int at = 0;
        int lastEnd = -1;
        for (int start = 0; start <= value.length(); ) {
            int end = end(value, start, true);
            if (end < 0 || (end == start && start == lastEnd)) {
                start++;
                continue;
            }
            work.accept(other.length() + start - at);
            result.append(value, at, start).append(other);
            at = end;
            lastEnd = end;
            start = end == start ? start + 1 : end;
            if (!isEverywhere) {
                break;
            }
        }
        return result.append(value, at, value.length()).toString();
    }

    /** Where a match ends that begins at {@code start}, or -1. */
    private int end(String value, int start, boolean isLongest) {
        int[] first = parts.getFirst();
        if (!matches(first, value, start)) {
            return -1;
        }
        int at = start + first.length;
        for (int i = 1; i < parts.size(); i++) {
            boolean isLast = i == parts.size() - 1;
            int found = isLast && isLongest ? last(parts.get(i), value, at) : next(parts.get(i), value, at);
            if (found < 0) {
                return -1;
            }
            at = found + parts.get(i).length;
        }
        return at;
    }

    private int next(int[] part, String value, int from) {
        for (int at = from; at + part.length <= value.length(); at++) {
            if (matches(part, value, at)) {
                return at;
            }
        }
        return -1;
    }

    private int last(int[] part, String value, int from) {
        for (int at = value.length() - part.length; at >= from; at--) {
            if (matches(part, value, at)) {
                return at;
            }
        }
        return -1;
    }

    private boolean matches(int[] part, String value, int at) {
        int i = 0;
        if (at + part.length <= value.length()) {
            while (i < part.length && (part[i] == ANY || part[i] == value.charAt(at + i))) {
                i++;
            }
        }
        work.accept(i + 1);
        return i == part.length && at + i <= value.length();
    }
}
