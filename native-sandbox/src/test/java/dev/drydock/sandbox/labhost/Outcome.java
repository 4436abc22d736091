package dev.drydock.sandbox.labhost;

import java.util.List;

/**
 * How a server ended, and what it had said of the last life of a container.
 *
 * @param lines {@code begin STEP}, {@code done STEP}
 */
record Outcome(int status, List<String> lines) {
    /** Earlier lives went to their end. */
    Outcome {
        lines = List.copyOf(lines.subList(Math.max(0, lines.lastIndexOf("begin create")), lines.size()));
    }

    boolean isBegun(String step) {
        return lines.contains("begin " + step);
    }

    boolean isDone(String step) {
        return lines.contains("done " + step);
    }
}
