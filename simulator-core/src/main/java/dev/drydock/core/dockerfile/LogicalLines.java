package dev.drydock.core.dockerfile;

import dev.drydock.core.dockerfile.Instruction.Heredoc;
import dev.drydock.core.error.EngineException.InvalidParameter;
import java.util.Optional;

/** Joins continued lines, and drops comments and empty lines, also those between continued ones. */
final class LogicalLines {
    private final PhysicalLines lines;
    private final Directives directives;

    LogicalLines(PhysicalLines lines, Directives directives) {
        this.lines = lines;
        this.directives = directives;
    }

    /** @param number of its first line */
    record LogicalLine(int number, String text) {}

    Optional<LogicalLine> next() {
        for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
            String text = Spaces.trimStart(line.get());
            directives.read(text);
            int end = continuation(text);
            if (text.startsWith("#") || text.isEmpty()) {
                continue;
            }
            int number = lines.number();
            return Optional.of(new LogicalLine(number, end < 0 ? text : continued(text.substring(0, end))));
        }
        return Optional.empty();
    }

    private String continued(String first) {
        StringBuilder result = new StringBuilder(first);
        for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
            String text = line.get();
            int start = Spaces.start(text, 0);
            if (start == text.length() || text.charAt(start) == '#') {
                continue;
            }
            int end = continuation(text);
            result.append(text, 0, end < 0 ? text.length() : end);
            if (end < 0) {
                break;
            }
        }
        return result.toString();
    }

    /** Where the character is that continues the line, or -1. One that is escaped itself does not. */
    private int continuation(String line) {
        int end = line.length();
        while (end > 0 && (line.charAt(end - 1) == ' ' || line.charAt(end - 1) == '\t')) {
            end--;
        }
        boolean isContinued = end > 0
                && line.charAt(end - 1) == directives.escape()
                && (end == 1 || line.charAt(end - 2) != directives.escape());
        return isContinued ? end - 1 : -1;
    }

    /** Reads the text that follows the line that was read last. */
    Heredoc heredoc(HeredocHead head, int number) {
        StringBuilder body = new StringBuilder();
        for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
            String text = head.withoutTabs(line.get());
            if (text.equals(head.name())) {
                return new Heredoc(head.name(), head.isExpanded(), body.toString());
            }
            body.append(text).append('\n');
        }
        throw new InvalidParameter("dockerfile parse error line " + number + ": unterminated heredoc");
    }
}
