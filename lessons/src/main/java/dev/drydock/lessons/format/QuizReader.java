package dev.drydock.lessons.format;

import dev.drydock.lessons.check.NumberTest;
import dev.drydock.lessons.check.TextPattern;
import dev.drydock.lessons.course.AnswerId;
import dev.drydock.lessons.course.Quiz;
import dev.drydock.lessons.course.Quiz.Answer;
import dev.drydock.lessons.course.Quiz.ContainerFact;
import dev.drydock.lessons.course.Quiz.Expected;
import dev.drydock.lessons.course.Quiz.Kind;
import dev.drydock.lessons.course.QuizId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads questions. */
final class QuizReader {
    private static final int MOST_ANSWERS = 10;

    private QuizReader() {}

    /** @param line in {@code lesson.yaml} */
    record At(int line, Quiz quiz) {}

    /** Those of a step; none where it has no key {@code quiz}. */
    static List<At> read(Fields step) throws FormatException {
        List<At> quizzes = new ArrayList<>();
        for (YamlNode node : step.items("quiz")) {
            quizzes.add(new At(node.line(), quiz(node)));
        }
        return quizzes;
    }

    private static Quiz quiz(YamlNode node) throws FormatException {
        Fields fields = Fields.of(node, "a quiz", List.of("id", "kind", "answers", "right", "predict"));
        QuizId id = fields.require("id", QuizId::new);
        Kind kind = fields.require("kind", text -> word(text, Kind.values(), Kind::word, "a kind of quiz"));
        Map<AnswerId, Optional<Expected>> answers =
                kind.isChoice() ? choices(fields) : typed(fields.require("answers"), kind);
        Set<AnswerId> right = new HashSet<>(fields.all("right", AnswerId::new));
        YamlNode rightNode = fields.require("right");
        for (AnswerId each : right) {
            if (!answers.containsKey(each)) {
                throw new FormatException(rightNode.line(), "\"right\": no answer is called " + each);
            }
        }
        if (kind == Kind.SINGLE && right.size() > 1) {
            throw new FormatException(rightNode.line(), "one answer of a quiz of the kind single is right");
        }
        boolean isPrediction = fields.find("predict", Fields::flag).orElse(false);
        return new Quiz(
                id,
                kind,
                isPrediction,
                answers.entrySet().stream()
                        .map(answer -> new Answer(answer.getKey(), right.contains(answer.getKey()), answer.getValue()))
                        .toList());
    }

    private static Map<AnswerId, Optional<Expected>> choices(Fields fields) throws FormatException {
        Map<AnswerId, Optional<Expected>> answers = new LinkedHashMap<>();
        List<YamlNode> nodes = fields.requireList("answers");
        for (YamlNode node : nodes) {
            put(answers, node.line(), Fields.parse(node, "answers", AnswerId::new), Optional.empty());
        }
        if (nodes.size() < 2) {
            throw new FormatException(fields.line(), "a choice needs two answers");
        }
        return answers;
    }

    private static Map<AnswerId, Optional<Expected>> typed(YamlNode node, Kind kind) throws FormatException {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            throw new FormatException(
                    node.line(),
                    "\"answers\" of a quiz of the kind " + kind.word() + " is a mapping of ids to what is typed");
        }
        Map<AnswerId, Optional<Expected>> answers = new LinkedHashMap<>();
        for (Map.Entry<String, YamlNode.Entry> entry : mapping.entries().entrySet()) {
            AnswerId id;
            try {
                id = new AnswerId(entry.getKey());
            } catch (IllegalArgumentException e) {
                throw new FormatException(entry.getValue().line(), String.valueOf(e.getMessage()), e);
            }
            put(
                    answers,
                    entry.getValue().line(),
                    id,
                    Optional.of(expected(entry.getValue().value(), kind)));
        }
        return answers;
    }

    private static void put(
            Map<AnswerId, Optional<Expected>> answers, int line, AnswerId id, Optional<Expected> expected)
            throws FormatException {
        if (id.equals(AnswerId.OTHER)) {
            throw new FormatException(
                    line, "\"other\" is what is said to everything else: it stands in the texts only");
        }
        if (answers.put(id, expected) != null) {
            throw new FormatException(line, "a second answer \"" + id + "\"");
        }
        if (answers.size() > MOST_ANSWERS) {
            throw new FormatException(line, "more than " + MOST_ANSWERS + " answers");
        }
    }

    private static Expected expected(YamlNode node, Kind kind) throws FormatException {
        if (node instanceof YamlNode.Mapping) {
            Fields fields = Fields.of(node, "what an answer is compared with", List.of("container", "property"));
            return new Expected.OfContainer(
                    fields.requireText("container"),
                    fields.require(
                            "property",
                            text -> word(
                                    text, ContainerFact.values(), ContainerFact::word, "a property of containers")));
        }
        return kind == Kind.NUMBER
                ? new Expected.OfNumber(Fields.parse(node, "answers", NumberTest::parse))
                : new Expected.Like(Fields.parse(node, "answers", TextPattern::new));
    }

    private static <T> T word(String text, T[] values, Function<T, String> word, String what) {
        return Arrays.stream(values)
                .filter(value -> word.apply(value).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"" + text + "\" is not " + what + "; they are "
                        + Arrays.stream(values).map(word).collect(Collectors.joining(", "))));
    }
}
