package dev.drydock.web.differential;

import java.util.List;
import java.util.Optional;

/**
 * What one engine said to a line.
 *
 * @param text the outcome without what differs between any two runs
 */
record Answer(Line line, Outcome outcome, List<String> text) {
    private static final String UNSUPPORTED = "is not supported by this engine";

    Answer {
        text = List.copyOf(text);
    }

    /** The sentence with which an engine says that it does not have something. */
    Optional<String> refusal() {
        return text.stream().filter(said -> said.contains(UNSUPPORTED)).findFirst();
    }

    /** The error, or how it ended. */
    String summary() {
        return text.stream()
                .filter(said -> said.startsWith("err: "))
                .findFirst()
                .orElseGet(text::getLast);
    }
}
