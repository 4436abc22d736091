package dev.drydock.web.trial;

import dev.drydock.lessons.course.LessonId;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a lesson did in one language.
 *
 * @param parts the start, then each step that was reached
 * @param missingImages why it was not tried at all; mostly none
 */
public record TrialResult(LessonId lesson, Locale locale, List<Part> parts, List<String> missingImages) {
    public TrialResult {
        parts = List.copyOf(parts);
        missingImages = List.copyOf(missingImages);
    }

    TrialResult(LessonId lesson, Locale locale, List<Part> parts) {
        this(lesson, locale, parts, List.of());
    }

    static TrialResult notTried(LessonId lesson, Locale locale, List<String> missingImages) {
        return new TrialResult(lesson, locale, List.of(), missingImages);
    }

    /**
     * A part of a lesson.
     *
     * @param name {@code start}, or the step's id
     * @param failure what was not as it must be
     */
    public record Part(String name, Duration time, Optional<String> failure) {}

    public boolean isTried() {
        return missingImages.isEmpty();
    }

    /** One that was not tried has not passed. */
    public boolean isPassed() {
        return isTried() && parts.stream().allMatch(part -> part.failure().isEmpty());
    }

    public Duration time() {
        return parts.stream().map(Part::time).reduce(Duration.ZERO, Duration::plus);
    }

    /** The lesson and its language, as in {@code hello-world (zh-CN)}. */
    public String name() {
        return lesson + " (" + locale.toLanguageTag() + ")";
    }
}
