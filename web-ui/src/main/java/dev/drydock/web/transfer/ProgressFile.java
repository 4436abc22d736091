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
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file, a JSON document in UTF-8. It says nothing of who the student is.
 *
 * @param format {@link #FORMAT}
 * @param version {@link #VERSION}; others are not read
 * @param exportedAt when it was written
 */
record ProgressFile(String format, int version, Instant exportedAt, List<LessonPart> lessons) {
    static final String FORMAT = "drydock-progress";
    static final int VERSION = 1;
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
            List<HintPart> hints) {
        LessonPart {
            require(lesson);
            require(openedAt);
            steps = bounded(steps);
            solutions = bounded(solutions);
            quizzes = bounded(quizzes);
            hints = bounded(hints);
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

    byte[] bytes() {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
    }

    /** @throws IllegalArgumentException when it is none, with a sentence for a log */
    static ProgressFile parse(byte[] content) {
        try {
            ProgressFile file = JSON.readValue(content, ProgressFile.class);
            if (file == null) {
                throw new IllegalArgumentException("nothing");
            }
            return file;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not a file of progress: " + e.getMessage(), e);
        }
    }
}
