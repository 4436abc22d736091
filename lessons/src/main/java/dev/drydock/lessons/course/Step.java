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
 * @param wrong mistakes that are recognised; of several that were made the first is spoken of
 */
public record Step(
        StepId id,
        Translated titles,
        Translated texts,
        Check check,
        List<Hint> hints,
        Solution solution,
        List<WrongAnswer> wrong) {
    public Step {
        hints = List.copyOf(hints);
        wrong = List.copyOf(wrong);
    }

    public String title(Locale reader) {
        return titles.in(reader);
    }
}
