package dev.drydock.core.dockerfile;

import dev.drydock.core.error.EngineException.InvalidParameter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * A pattern for paths: {@code *}, {@code ?} and {@code [a-z]} stay within a name, {@code **} goes over any number of them. A path is
 * read once; what the pattern could be at is kept as a set, so that stars never multiply the work.
 */
final class PathPattern {
    private final Part[] parts;

    private PathPattern(List<Part> parts) {
        this.parts = parts.toArray(Part[]::new);
    }

    private static final class Part {
        private static final int[] NONE = {};
        private final Kind kind;
        private final int character;
        private final int[] ranges;

        /**
         * @param character that a {@code LITERAL} takes
         * @param ranges of a {@code SET}: first and last characters by turns
         */
        Part(Kind kind, int character, int[] ranges) {
            this.kind = kind;
            this.character = character;
            this.ranges = ranges;
        }

        static Part of(Kind kind) {
            return new Part(kind, 0, NONE);
        }

        static Part literal(int character) {
            return new Part(Kind.LITERAL, character, NONE);
        }

        boolean takes(int c) {
            return switch (kind) {
                case LITERAL -> c == character;
                case CHARACTER, NAME -> c != '/';
                case NAMES, REST -> true;
                case SET -> c != '/' && isIn(c);
                case OTHERS -> c != '/' && !isIn(c);
            };
        }

        private boolean isIn(int c) {
            for (int i = 0; i < ranges.length; i += 2) {
                if (ranges[i] <= c && c <= ranges[i + 1]) {
                    return true;
                }
            }
            return false;
        }

        /** Whether it takes any number of characters, and none. */
        boolean isRepeated() {
            return kind == Kind.NAME || kind == Kind.NAMES || kind == Kind.REST;
        }
    }

    private enum Kind {
        LITERAL,
        /** {@code ?} */
        CHARACTER,
        /** {@code *} */
        NAME,
        /** <code>**</code> before a name: any number of names with their slashes. */
        NAMES,
        /** <code>**</code> at the end: anything. */
        REST,
        /** {@code [a-z]} */
        SET,
        /** {@code [^a-z]} */
        OTHERS
    }

    static PathPattern of(String text) {
        List<Part> parts = new Reader(text).parts();
        if (isSuffix(text)) {
            parts.set(0, Part.of(Kind.REST));
        }
        return new PathPattern(parts);
    }

    /** {@code **.go} means any path that ends so, as Docker has it, although {@code a/**.go} means only a name that is {@code .go}. */
    private static boolean isSuffix(String text) {
        return text.startsWith("**")
                && !text.startsWith("**/")
                && text.substring(2).chars().noneMatch(c -> "*?[]\\".indexOf(c) >= 0);
    }

    private static final class Reader {
        private final String text;
        private final List<Part> parts = new ArrayList<>();
        private int at;

        Reader(String text) {
            this.text = text;
        }

        List<Part> parts() {
            while (at < text.length()) {
                int c = next();
                switch (c) {
                    case '*' -> star();
                    case '?' -> parts.add(Part.of(Kind.CHARACTER));
                    case '[' -> parts.add(oneOf());
                    case '\\' -> parts.add(Part.literal(next()));
                    default -> parts.add(Part.literal(c));
                }
            }
            return parts;
        }

        private int next() {
            if (at >= text.length()) {
                throw new InvalidParameter("syntax error in pattern");
            }
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            return c;
        }

        private void star() {
            Kind kind = Kind.NAME;
            if (text.startsWith("*", at)) {
                at++;
                at += text.startsWith("/", at) ? 1 : 0;
                kind = at == text.length() ? Kind.REST : Kind.NAMES;
            }
            if (parts.isEmpty() || parts.getLast().kind != kind) {
                parts.add(Part.of(kind));
            }
        }

        private Part oneOf() {
            boolean isNegated = text.startsWith("^", at);
            at += isNegated ? 1 : 0;
            List<Integer> ranges = new ArrayList<>();
            while (ranges.isEmpty() || !text.startsWith("]", at)) {
                int first = bound();
                ranges.add(first);
                if (text.startsWith("-", at)) {
                    at++;
                    ranges.add(bound());
                } else {
                    ranges.add(first);
                }
            }
            at++;
            return new Part(
                    isNegated ? Kind.OTHERS : Kind.SET,
                    0,
                    ranges.stream().mapToInt(i -> i).toArray());
        }

        private int bound() {
            int c = next();
            if (c == '-' || c == ']') {
                throw new InvalidParameter("syntax error in pattern");
            }
            return c == '\\' ? next() : c;
        }
    }

    /** Whether it matches the path or one of its parents. */
    boolean matches(String path, IntConsumer work) {
        States states = new States();
        for (int at = 0; at < path.length() && !states.isEmpty(); ) {
            int c = path.codePointAt(at);
            if (at > 0 && c == '/' && states.isAtEnd()) {
                return true;
            }
            states.read(c, work);
            at += Character.charCount(c);
        }
        return states.isAtEnd();
    }

    /**
     * The parts that the rest of a path may begin with. At {@code **} before a name there are two places: before it, and inside it
     * where it must take all up to a slash.
     */
    private final class States {
        private boolean[] current = new boolean[2 * parts.length + 2];
        private boolean[] next = new boolean[2 * parts.length + 2];
        private int[] list = new int[2 * parts.length + 2];
        private int[] nextList = new int[2 * parts.length + 2];
        private int count;
        private int nextCount;

        States() {
            add(0);
            turn();
        }

        boolean isEmpty() {
            return count == 0;
        }

        boolean isAtEnd() {
            return current[2 * parts.length];
        }

        void read(int c, IntConsumer work) {
            work.accept(count + 1);
            for (int i = 0; i < count; i++) {
                int index = list[i] / 2;
                if (index < parts.length) {
                    step(index, c);
                }
            }
            turn();
        }

        private void step(int index, int c) {
            Part part = parts[index];
            if (!part.takes(c)) {
                return;
            }
            if (part.kind == Kind.NAMES) {
                mark(2 * index + 1);
                if (c == '/') {
                    add(index + 1);
                }
            } else {
                add(part.isRepeated() ? index : index + 1);
            }
        }

        /** With what may be there when the part takes nothing. */
        private void add(int first) {
            for (int index = first; mark(2 * index) && index < parts.length && parts[index].isRepeated(); ) {
                index++;
            }
        }

        private boolean mark(int state) {
            if (next[state]) {
                return false;
            }
            next[state] = true;
            nextList[nextCount++] = state;
            return true;
        }

        private void turn() {
            for (int i = 0; i < count; i++) {
                current[list[i]] = false;
            }
            boolean[] marks = current;
            current = next;
            next = marks;
            int[] states = list;
            list = nextList;
            nextList = states;
            count = nextCount;
            nextCount = 0;
        }
    }
}
