package dev.drydock.lessons.course;

import dev.drydock.core.reference.ImageReference;
import dev.drydock.lessons.variable.Drawing;
import dev.drydock.lessons.variable.Values;
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
 * @param values what its variables stand for here; of a lesson that is nobody's yet some that they may have
 * @param variants how it is for others; empty without variables
 */
public record Lesson(
        LessonId id,
        int number,
        Translated titles,
        Translated introductions,
        int minutes,
        int hosts,
        List<ImageReference> images,
        List<Step> steps,
        Values values,
        Optional<Variants> variants) {
    public Lesson {
        images = List.copyOf(images);
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("a lesson needs a step");
        }
    }

    /** The lesson of whom this seed belongs to; this one when it has no variables. */
    public Lesson drawn(String seed) {
        return variants.map(each -> each.lesson(Drawing.draw(seed, each.variables())))
                .orElse(this);
    }

    public String title(Locale reader) {
        return titles.in(reader);
    }

    /** The question with this id; ids of questions are each used once in a lesson. */
    public Optional<Quiz> find(QuizId quiz) {
        return steps.stream().flatMap(step -> step.find(quiz).stream()).findFirst();
    }
}
