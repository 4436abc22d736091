package dev.drydock.web.student;

import dev.drydock.lessons.course.StepId;
import java.time.Instant;
import java.util.Map;

/**
 * What is kept of a student's way through a lesson.
 *
 * @param openedAt when the student first opened the lesson
 * @param doneAt the done steps
 */
public record KeptProgress(Instant openedAt, Map<StepId, Instant> doneAt) {
    public KeptProgress {
        doneAt = Map.copyOf(doneAt);
    }
}
