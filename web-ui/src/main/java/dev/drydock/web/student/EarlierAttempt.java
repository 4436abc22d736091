package dev.drydock.web.student;

import dev.drydock.lessons.course.StepId;
import java.time.Instant;

/**
 * What a student gave up to do it again.
 *
 * @param openedAt when it began
 * @param endedAt when it was given up
 * @param from the first step that was taken back
 * @param doneSteps how many steps were done then
 */
public record EarlierAttempt(Instant openedAt, Instant endedAt, StepId from, int doneSteps) {}
