package dev.drydock.lessons.progress;

import dev.drydock.lessons.check.Reason;
import dev.drydock.lessons.course.HintId;
import dev.drydock.lessons.course.StepId;
import dev.drydock.lessons.variable.VariableId;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How far one step is.
 *
 * @param reason why an open step is not done, empty before the first evaluation; what a waiting one waits for; empty for a
 *     done one
 * @param wrong the first of the step's wrong answers that the engine shows; only of an open step
 * @param hint the first of the step's hints with conditions whose situation the engine shows; only of an open step
 * @param doneAt when the engine came to be as the step asks; empty while it is not done
 * @param metAt when it did so for an open step that waits only for answers to its questions, or for what it takes down
 * @param captured what was taken down when the step turned out to be done, just now
 */
public record StepProgress(
        StepId step,
        StepStatus status,
        Optional<Reason> reason,
        Optional<WrongSeen> wrong,
        Optional<HintId> hint,
        Optional<Instant> doneAt,
        Optional<Instant> metAt,
        Map<VariableId, String> captured) {
    public StepProgress {
        captured = Map.copyOf(captured);
    }

    private static StepProgress of(StepId step, StepStatus status, Optional<Reason> reason) {
        return new StepProgress(
                step, status, reason, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
    }

    static StepProgress waiting(StepId step, Reason reason) {
        return of(step, StepStatus.WAITING, Optional.of(reason));
    }

    static StepProgress open(StepId step) {
        return of(step, StepStatus.OPEN, Optional.empty());
    }

    static StepProgress open(StepId step, Reason reason, Optional<WrongSeen> wrong, Optional<HintId> hint) {
        return new StepProgress(
                step, StepStatus.OPEN, Optional.of(reason), wrong, hint, Optional.empty(), Optional.empty(), Map.of());
    }

    /** One whose check is met and whose questions are not all answered. */
    static StepProgress asking(StepId step, Reason reason, Instant metAt) {
        return new StepProgress(
                step,
                StepStatus.OPEN,
                Optional.of(reason),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(metAt),
                Map.of());
    }

    static StepProgress done(StepId step, Instant doneAt) {
        return done(step, doneAt, Map.of());
    }

    static StepProgress done(StepId step, Instant doneAt, Map<VariableId, String> captured) {
        return new StepProgress(
                step,
                StepStatus.DONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(doneAt),
                Optional.empty(),
                captured);
    }

    /** Plain text for the reader, to be escaped before it becomes HTML. */
    public Optional<String> reason(Locale reader) {
        return reason.map(each -> each.text(reader));
    }
}
