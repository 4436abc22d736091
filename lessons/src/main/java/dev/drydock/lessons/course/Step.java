package dev.drydock.lessons.course;

import dev.drydock.lessons.check.Capture;
import dev.drydock.lessons.check.Check;
import dev.drydock.lessons.check.Check.All;
import dev.drydock.lessons.variable.VariableId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One thing to understand and to do.
 *
 * @param needs the steps that have to be done before, all of which stand before it; empty for the one step before it
 * @param titles plain text
 * @param texts Markdown
 * @param check reads from the engine whether it has been done; {@link #NOTHING} where only questions are asked
 * @param isKept whether it stays done when its check is met no more; if not, it opens again until the lesson is done
 * @param quizzes its questions, perhaps none
 * @param hints first those that always help, each saying more than the one before, then those for one situation; perhaps none
 * @param captures what is taken down when the step is done, for the steps after it; it is not done before there is all of it
 * @param wrong mistakes that are recognised; of several that were made the first is spoken of
 */
public record Step(
        StepId id,
        Optional<Set<StepId>> needs,
        Translated titles,
        Translated texts,
        Check check,
        boolean isKept,
        List<Quiz> quizzes,
        List<Hint> hints,
        Solution solution,
        Map<VariableId, Capture> captures,
        List<WrongAnswer> wrong) {
    /** The check of a step in which nothing is to be done. */
    public static final Check NOTHING = new All(List.of());

    public Step {
        needs = needs.map(Set::copyOf);
        quizzes = List.copyOf(quizzes);
        hints = List.copyOf(hints);
        captures = Map.copyOf(captures);
        wrong = List.copyOf(wrong);
    }

    public Optional<Quiz> find(QuizId quiz) {
        return quizzes.stream().filter(each -> each.id().equals(quiz)).findFirst();
    }

    public String title(Locale reader) {
        return titles.in(reader);
    }
}
