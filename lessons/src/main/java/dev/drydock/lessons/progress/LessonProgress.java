package dev.drydock.lessons.progress;

import dev.drydock.lessons.course.Lesson;
import dev.drydock.lessons.course.LessonId;
import dev.drydock.lessons.course.QuizId;
import dev.drydock.lessons.course.StepId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How far a student is in a lesson. To keep it, store {@code openedAt} and the {@code doneAt} of each done step;
 * {@link #restore} makes it whole again, also for a lesson whose steps have changed since.
 *
 * @param openedAt when the student first opened the lesson
 * @param steps in the lesson's order; those are open whose needs are done
 * @param quizzes the questions that were answered
 * @param skipped the steps whose solution was asked for: they do not wait for answers
 * @param lost the steps that were done and are not any more, with the times at which they were
 */
public record LessonProgress(
        LessonId lesson,
        Instant openedAt,
        List<StepProgress> steps,
        Map<QuizId, QuizProgress> quizzes,
        Set<StepId> skipped,
        Map<StepId, Instant> lost) {
    public LessonProgress {
        skipped = Set.copyOf(skipped);
        steps = List.copyOf(steps);
        quizzes = Map.copyOf(quizzes);
        lost = Map.copyOf(lost);
    }

    /** The progress of a student who opens the lesson for the first time. */
    public static LessonProgress begin(Lesson lesson, Instant openedAt) {
        return restore(lesson, openedAt, Map.of());
    }

    /** The progress that was kept. Steps that the lesson no longer has are forgotten. */
    public static LessonProgress restore(Lesson lesson, Instant openedAt, Map<StepId, Instant> doneAt) {
        List<StepProgress> steps = new ArrayList<>();
        Turns turns = new Turns(lesson, openedAt);
        for (var step : lesson.steps()) {
            Instant done = doneAt.get(step.id());
            // A step that takes down more than it did when it was done is done once more.
            if (done != null && step.captures().keySet().stream().allMatch(lesson::knows)) {
                steps.add(StepProgress.done(step.id(), done));
                turns.done(step.id(), done);
            } else {
                steps.add(
                        turns.isOf(step.id())
                                ? StepProgress.open(step.id())
                                : StepProgress.waiting(step.id(), turns.waiting(step.id())));
            }
        }
        return new LessonProgress(lesson.id(), openedAt, steps, Map.of(), Set.of(), Map.of());
    }

    /** The same with these answers. */
    public LessonProgress with(Map<QuizId, QuizProgress> answered) {
        return new LessonProgress(lesson, openedAt, steps, answered, skipped, lost);
    }

    /** The same where the solution of these steps was asked for. */
    public LessonProgress skipping(Set<StepId> solutions) {
        return new LessonProgress(lesson, openedAt, steps, quizzes, solutions, lost);
    }

    /** The same where these steps were done at these times, and are not any more. */
    public LessonProgress losing(Map<StepId, Instant> doneOnce) {
        return new LessonProgress(lesson, openedAt, steps, quizzes, skipped, doneOnce);
    }

    /** The same for who saw before that the check of an open step was met: it stays so. */
    public LessonProgress remembering(LessonProgress before) {
        List<StepProgress> remembered =
                steps.stream().map(step -> remembered(step, before)).toList();
        return new LessonProgress(lesson, openedAt, remembered, quizzes, skipped, lost);
    }

    private static StepProgress remembered(StepProgress step, LessonProgress before) {
        return step.status() == StepStatus.OPEN
                ? before.find(step.step())
                        .filter(seen -> seen.metAt().isPresent())
                        .orElse(step)
                : step;
    }

    /** The question's, {@link QuizProgress#NONE} before the first answer. */
    public QuizProgress of(QuizId quiz) {
        return quizzes.getOrDefault(quiz, QuizProgress.NONE);
    }

    public boolean isDone() {
        return steps.stream().allMatch(step -> step.status() == StepStatus.DONE);
    }

    /** What to store: the done steps and their times. */
    public Map<StepId, Instant> doneAt() {
        return steps.stream()
                .filter(step -> step.doneAt().isPresent())
                .collect(Collectors.toMap(
                        StepProgress::step, step -> step.doneAt().orElseThrow()));
    }

    public Optional<StepProgress> find(StepId step) {
        return steps.stream().filter(each -> each.step().equals(step)).findFirst();
    }
}
