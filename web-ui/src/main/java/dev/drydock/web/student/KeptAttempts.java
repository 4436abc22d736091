package dev.drydock.web.student;

import dev.drydock.lessons.course.QuizId;
import dev.drydock.lessons.course.StepId;
import dev.drydock.lessons.progress.QuizProgress;
import java.util.Map;
import java.util.Set;

/**
 * What a student tried in a lesson.
 *
 * @param quizzes the questions that were answered
 * @param hints those that were opened
 */
public record KeptAttempts(Map<QuizId, QuizProgress> quizzes, Set<HintKey> hints) {
    public static final KeptAttempts NONE = new KeptAttempts(Map.of(), Set.of());

    public KeptAttempts {
        quizzes = Map.copyOf(quizzes);
        hints = Set.copyOf(hints);
    }

    /**
     * A hint of a step.
     *
     * @param number the first is 1
     */
    public record HintKey(StepId step, int number) {}
}
