package dev.drydock.core.dockerfile;

import java.util.ArrayList;
import java.util.List;

/** Splits a Dockerfile into instructions: joins continued lines, drops comments and empty lines. */
final class LogicalLines {
    private LogicalLines() {}

    static List<String> of(String text) {
        List<String> result = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        for (String line : text.split("\r?\n", -1)) {
            if (line.strip().startsWith("#")) {
                continue;
            }
            String trimmed = current.isEmpty() ? line.stripLeading() : line;
            String end = trimmed.stripTrailing();
            if (end.endsWith("\\")) {
                current.append(end, 0, end.length() - 1);
            } else if (!current.isEmpty() || !trimmed.isBlank()) {
                result.add(current.append(trimmed).toString().strip());
                current.setLength(0);
            }
        }
        if (!current.toString().isBlank()) {
            result.add(current.toString().strip());
        }
        return result;
    }
}
