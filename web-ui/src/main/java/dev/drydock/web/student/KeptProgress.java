package dev.drydock.web.student;

import dev.drydock.lessons.course.StepId;
import dev.drydock.lessons.course.WrongId;
import dev.drydock.lessons.variable.VariableId;
import java.time.Instant;
import java.util.Map;

/**
 * What is kept of a student's way through a lesson.
 *
 * @param openedAt when the student first opened the lesson, or last took steps back
 * @param doneAt the done steps
 * @param wrong how often each wrong answer was given
 * @param captured what was taken down in the done steps
 * @param lost steps that were done and are not any more, with the times at which they were
 */
public record KeptProgress(
        Instant openedAt,
        Map<StepId, Instant> doneAt,
        Map<WrongAnswerKey, Integer> wrong,
        Map<VariableId, String> captured,
        Map<StepId, Instant> lost) {
    public KeptProgress {
        captured = Map.copyOf(captured);
        lost = Map.copyOf(lost);
        doneAt = Map.copyOf(doneAt);
        wrong = Map.copyOf(wrong);
    }

    /** Of someone who gave no wrong answer, in steps that take nothing down. */
    public KeptProgress(Instant openedAt, Map<StepId, Instant> doneAt) {
        this(openedAt, doneAt, Map.of(), Map.of(), Map.of());
    }

    /** A wrong answer of a step; its id means something only there. */
    public record WrongAnswerKey(StepId step, WrongId wrong) {}
}
