package dev.drydock.web.live;

import dev.drydock.lessons.course.AnswerId;
import dev.drydock.lessons.course.QuizId;
import dev.drydock.lessons.course.StepId;
import dev.drydock.lessons.quiz.Given;
import dev.drydock.lessons.quiz.Given.Chosen;
import dev.drydock.lessons.quiz.Given.Typed;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the live socket takes from a page, each as one JSON object whose {@code type} names its kind. */
sealed interface PageMessage {
    /** {@code {"type": "answer", "quiz": ID, "answers": [ID…]}} or, for what is typed, with {@code "text"}. */
    record AnswerGiven(QuizId quiz, Given given) implements PageMessage {}

    /** {@code {"type": "hint", "step": ID, "hint": 1}}: it was opened. */
    record HintOpened(StepId step, int hint) implements PageMessage {}

    int MOST_ANSWERS = 10;
    int KEYS = 3;

    /**
     * Reads one, whatever a browser sent.
     *
     * @throws IllegalArgumentException when it is none of these
     */
    static PageMessage parse(JsonMapper json, String text) {
        JsonNode message;
        try {
            message = json.readTree(text);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not JSON", e);
        }
        return switch (message.size() == KEYS && message.isObject() ? string(message, "type") : "") {
            case "answer" -> new AnswerGiven(new QuizId(string(message, "quiz")), given(message));
            case "hint" -> new HintOpened(new StepId(string(message, "step")), number(message, "hint"));
            default -> throw new IllegalArgumentException("an unknown message");
        };
    }

    private static Given given(JsonNode message) {
        if (message.has("text")) {
            return new Typed(string(message, "text"));
        }
        JsonNode answers = message.path("answers");
        if (!answers.isArray() || answers.size() > MOST_ANSWERS) {
            throw new IllegalArgumentException("no list of answers");
        }
        List<AnswerId> chosen = new ArrayList<>();
        for (JsonNode answer : answers) {
            chosen.add(new AnswerId(string(answer)));
        }
        return new Chosen(chosen);
    }

    private static String string(JsonNode message, String key) {
        return string(message.path(key));
    }

    private static String string(JsonNode value) {
        if (!value.isString()) {
            throw new IllegalArgumentException("a text is missing");
        }
        return value.asString();
    }

    private static int number(JsonNode message, String key) {
        JsonNode value = message.path(key);
        if (!value.isInt()) {
            throw new IllegalArgumentException("a number is missing");
        }
        return value.asInt();
    }
}
