package dev.drydock.web.transfer;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The file, a JSON document in UTF-8. It says nothing of who the student is.
 *
 * @param format {@link #FORMAT}
 * @param version {@link #VERSION}; a file of version 1 is read as well, and has no counts of wrong answers
 * @param exportedAt when it was written
 */
record ProgressFile(String format, int version, Instant exportedAt, List<LessonPart> lessons) {
    static final String FORMAT = "drydock-progress";
    static final int VERSION = 2;

    private static final int WITHOUT_WRONG = 1;
    /** Bytes. */
    static final int LARGEST = 512 * 1024;

    private static final int DEEPEST = 8;
    private static final int LONGEST_TEXT = 1_000;
    private static final int MOST = 500;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(LARGEST)
                            .maxNestingDepth(DEEPEST)
                            .maxStringLength(LONGEST_TEXT)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    ProgressFile {
        if (!FORMAT.equals(format) || version != VERSION) {
            throw new IllegalArgumentException("not a file of progress, or one of another version");
        }
        lessons = bounded(lessons);
    }

    /**
     * How far the student is in a lesson.
     *
     * @param solutions steps whose solution was asked for
     */
    record LessonPart(
            String lesson,
            Instant openedAt,
            List<StepPart> steps,
            List<String> solutions,
            List<QuizPart> quizzes,
            List<HintPart> hints,
            List<WrongPart> wrong) {
        LessonPart {
            require(lesson);
            require(openedAt);
            steps = bounded(steps);
            solutions = bounded(solutions);
            quizzes = bounded(quizzes);
            hints = bounded(hints);
            wrong = bounded(wrong);
        }
    }

    /** A step that was done. */
    record StepPart(String step, Instant doneAt) {
        StepPart {
            require(step);
            require(doneAt);
        }
    }

    /**
     * A question that was answered.
     *
     * @param given what was typed, or ids of answers with spaces between them
     * @param answers to which something was said
     * @param rightAt null while it was not answered right
     */
    record QuizPart(
            String quiz,
            int attempts,
            String given,
            List<String> answers,
            @Nullable Instant rightAt) {
        QuizPart {
            require(quiz);
            require(given);
            answers = bounded(answers);
        }
    }

    /** A hint that was opened; the first is 1. */
    record HintPart(String step, int hint) {
        HintPart {
            require(step);
        }
    }

    /** How often a wrong answer of a step was given. */
    record WrongPart(String step, String wrong, int times) {
        WrongPart {
            require(step);
            require(wrong);
        }
    }

    private static void require(@Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException("a value is missing");
        }
    }

    private static <T> List<T> bounded(@Nullable List<T> list) {
        if (list == null || list.size() > MOST || list.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException("a list is missing or longer than " + MOST);
        }
        return List.copyOf(list);
    }

    /** The same as a file of this version. */
    private static JsonNode upgraded(JsonNode file) {
        if (!(file instanceof ObjectNode document)) {
            throw new IllegalArgumentException("not an object");
        }
        JsonNode version = document.path("version");
        if (version.isInt() && version.intValue() == WITHOUT_WRONG) {
            document.put("version", VERSION);
            for (JsonNode part : document.path("lessons")) {
                if (part instanceof ObjectNode lesson && lesson.putIfAbsent("wrong", lesson.arrayNode()) != null) {
                    throw new IllegalArgumentException("a count of wrong answers in a file of version 1");
                }
            }
        }
        return document;
    }

    byte[] bytes() {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
    }

    /** @throws IllegalArgumentException when it is none, with a sentence for a log */
    static ProgressFile parse(byte[] content) {
        try {
            return JSON.treeToValue(upgraded(JSON.readTree(content)), ProgressFile.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not a file of progress: " + e.getMessage(), e);
        }
    }
}
