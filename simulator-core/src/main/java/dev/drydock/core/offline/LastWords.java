package dev.drydock.core.offline;

import java.util.ArrayDeque;
import java.util.Deque;

/** Remembers the last lines of what a program says. */
final class LastWords {
    private static final int REMEMBERED = 8;
    private static final int LONGEST = 4096;
    private final Deque<String> last = new ArrayDeque<>();
    private final StringBuilder line = new StringBuilder();

    void add(String output) {
        for (int i = 0; i < output.length(); i++) {
            char c = output.charAt(i);
            if (c == '\n' || line.length() >= LONGEST) {
                end();
            }
            if (c != '\n' && c != '\r') {
                line.append(c);
            }
        }
    }

    private void end() {
        String text = line.toString();
        line.setLength(0);
        last.addLast(text);
        if (last.size() > REMEMBERED) {
            last.removeFirst();
        }
    }

    /** The last lines in one, with what has no end yet. */
    String last() {
        if (!line.isEmpty()) {
            end();
        }
        return String.join(" | ", last);
    }
}
