package dev.drydock.lessons.course;

import dev.drydock.lessons.check.Check;
import java.util.List;
import java.util.Locale;

/**
 * One thing to understand and to do.
 *
 * @param titles plain text
 * @param texts Markdown
 * @param check reads from the engine whether it has been done
 * @param hints each says more than the one before; perhaps none
 */
public record Step(StepId id, Translated titles, Translated texts, Check check, List<Hint> hints, Solution solution) {
    public Step {
        hints = List.copyOf(hints);
    }

    public String title(Locale reader) {
        return titles.in(reader);
    }
}
