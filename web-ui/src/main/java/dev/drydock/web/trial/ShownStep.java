package dev.drydock.web.trial;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the page says of a step.
 *
 * @param word {@code waiting}, {@code open} or {@code done}, or {@code unknown} before it has said anything
 * @param reason why it is not done; perhaps empty
 * @param wrong id of the wrong answer that is explained; empty when none is
 * @param hint id of the hint whose situation is there; empty when there is none
 */
record ShownStep(String word, String reason, String wrong, String hint) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The last that has come of this step. */
    static ShownStep of(TrialSocket.Received received, String step) {
        @Nullable JsonNode last = null;
        for (String text : received.texts()) {
            if (text.contains("\"progress\"")) {
                JsonNode message = JSON.readTree(text);
                last = "progress".equals(message.path("type").asString()) ? message : last;
            }
        }
        if (last != null) {
            for (JsonNode each : last.path("steps")) {
                if (step.equals(each.path("id").asString())) {
                    return new ShownStep(
                            each.path("status").asString(),
                            each.path("reason").asString(""),
                            each.path("wrong").asString(""),
                            each.path("hint").asString(""));
                }
            }
        }
        return new ShownStep("unknown", "", "", "");
    }

    /** Whether it may still open. */
    boolean isWaiting() {
        return !isOpen() && !isDone();
    }

    boolean isOpen() {
        return word.equals("open");
    }

    boolean isDone() {
        return word.equals("done");
    }
}
