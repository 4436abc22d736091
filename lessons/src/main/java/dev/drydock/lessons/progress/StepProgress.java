package dev.drydock.lessons.progress;

import dev.drydock.lessons.check.Reason;
import dev.drydock.lessons.course.StepId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * How far one step is.
 *
 * @param reason why an open step is not done; empty before the first evaluation and for other steps
 * @param wrong the first of the step's wrong answers that the engine shows; only of an open step
 * @param doneAt when the engine came to be as the step asks; empty while it is not done
 * @param metAt when it did so for an open step that waits for answers to its questions only
 */
public record StepProgress(
        StepId step,
        StepStatus status,
        Optional<Reason> reason,
        Optional<WrongSeen> wrong,
        Optional<Instant> doneAt,
        Optional<Instant> metAt) {
    static StepProgress waiting(StepId step) {
        return new StepProgress(
                step, StepStatus.WAITING, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    static StepProgress open(StepId step) {
        return new StepProgress(
                step, StepStatus.OPEN, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    static StepProgress open(StepId step, Reason reason, Optional<WrongSeen> wrong) {
        return new StepProgress(step, StepStatus.OPEN, Optional.of(reason), wrong, Optional.empty(), Optional.empty());
    }

    /** One whose check is met and whose questions are not all answered. */
    static StepProgress asking(StepId step, Reason reason, Instant metAt) {
        return new StepProgress(
                step, StepStatus.OPEN, Optional.of(reason), Optional.empty(), Optional.empty(), Optional.of(metAt));
    }

    static StepProgress done(StepId step, Instant doneAt) {
        return new StepProgress(
                step, StepStatus.DONE, Optional.empty(), Optional.empty(), Optional.of(doneAt), Optional.empty());
    }

    /** Plain text for the reader, to be escaped before it becomes HTML. */
    public Optional<String> reason(Locale reader) {
        return reason.map(each -> each.text(reader));
    }
}
