package dev.drydock.core.build;

import dev.drydock.core.error.EngineException.InvalidParameter;
import java.util.ArrayList;
import java.util.List;

/**
 * A path with wildcards, as {@code COPY} takes it: Go's {@code filepath.Match}. A star does not match a slash. Matching takes at
 * most the product of both lengths.
 */
final class CopyPattern {
    private static final String BAD = "syntax error in pattern";
    private final List<Element> elements = new ArrayList<>();

    /** One character of a name that fits, or with a star any number of any. */
    private record Element(boolean isStar, boolean isAny, boolean isNegated, List<int[]> ranges) {
        static final Element STAR = new Element(true, false, false, List.of());
        static final Element ANY = new Element(false, true, false, List.of());

        boolean matches(char c) {
            if (isAny) {
                return c != '/';
            }
            return ranges.stream().anyMatch(range -> c >= range[0] && c <= range[1]) != isNegated
                    && (c != '/' || !isNegated);
        }
    }

    private final String text;
    private int at;

    private CopyPattern(String text) {
        this.text = text;
        while (at < text.length()) {
            elements.add(next());
        }
    }

    /** @throws InvalidParameter for a bracket that is not closed, or a backslash at the end */
    static CopyPattern of(String pattern) {
        return new CopyPattern(pattern);
    }

    static boolean hasWildcards(String path) {
        for (int i = 0; i < path.length(); i++) {
            switch (path.charAt(i)) {
                case '\\' -> i++;
                case '*', '?', '[' -> {
                    return true;
                }
                default -> {}
            }
        }
        return false;
    }

    private Element next() {
        char c = text.charAt(at++);
        return switch (c) {
            case '*' -> Element.STAR;
            case '?' -> Element.ANY;
            case '[' -> brackets();
            case '\\' -> literal(character());
            default -> literal(c);
        };
    }

    private static Element literal(char c) {
        return new Element(false, false, false, List.of(new int[] {c, c}));
    }

    private char character() {
        if (at == text.length()) {
            throw new InvalidParameter(BAD);
        }
        return text.charAt(at++);
    }

    private Element brackets() {
        boolean isNegated = at < text.length() && text.charAt(at) == '^';
        at += isNegated ? 1 : 0;
        List<int[]> ranges = new ArrayList<>();
        char c = character();
        while (c != ']' || ranges.isEmpty()) {
            char low = c == '\\' ? character() : c;
            char high = low;
            c = character();
            if (c == '-') {
                c = character();
                high = c == '\\' ? character() : c;
                c = character();
            }
            ranges.add(new int[] {low, high});
        }
        return new Element(false, false, isNegated, ranges);
    }

    boolean matches(String path) {
        int i = 0;
        int j = 0;
        int star = -1;
        int from = 0;
        while (i < path.length()) {
            if (j < elements.size() && elements.get(j).isStar()) {
                star = j++;
                from = i;
            } else if (j < elements.size() && elements.get(j).matches(path.charAt(i))) {
                i++;
                j++;
            } else if (star >= 0 && path.charAt(from) != '/') {
                // The last star takes one character more.
                j = star + 1;
                i = ++from;
            } else {
                return false;
            }
        }
        while (j < elements.size() && elements.get(j).isStar()) {
            j++;
        }
        return j == elements.size();
    }
}
