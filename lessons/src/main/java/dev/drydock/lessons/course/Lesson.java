package dev.drydock.lessons.course;

import dev.drydock.core.reference.ImageReference;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A page of text whose steps are done in the terminal, one after another.
 *
 * @param number place in the course, such as 20 for {@code 020-hello-world}
 * @param titles plain text
 * @param introductions Markdown before the first step, perhaps empty
 * @param minutes about how long it takes
 * @param hosts how many lab hosts it needs
 * @param images that it needs besides those of every lab host
 * @param steps at least one
 */
public record Lesson(
        LessonId id,
        int number,
        Translated titles,
        Translated introductions,
        int minutes,
        int hosts,
        List<ImageReference> images,
        List<Step> steps) {
    public Lesson {
        images = List.copyOf(images);
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("a lesson needs a step");
        }
    }

    public String title(Locale reader) {
        return titles.in(reader);
    }

    /** The question with this id; ids of questions are each used once in a lesson. */
    public Optional<Quiz> find(QuizId quiz) {
        return steps.stream().flatMap(step -> step.find(quiz).stream()).findFirst();
    }
}
