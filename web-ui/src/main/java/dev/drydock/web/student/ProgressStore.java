package dev.drydock.web.student;

import dev.drydock.lessons.course.LessonId;
import dev.drydock.lessons.course.StepId;
import dev.drydock.lessons.variable.VariableId;
import dev.drydock.web.student.KeptProgress.WrongAnswerKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Port: what students have done. What was stored is there after a crash. Safe for use by several threads. */
public interface ProgressStore {
    /**
     * The kept progress of a known student.
     *
     * @param now the time of opening, kept when the student opens the lesson for the first time
     */
    KeptProgress open(StudentId student, LessonId lesson, Instant now);

    /** The kept progress; empty when the student has not opened the lesson. */
    Optional<KeptProgress> find(StudentId student, LessonId lesson);

    /** The done steps of each lesson that the student has opened; of some none. */
    Map<LessonId, Set<StepId>> doneSteps(StudentId student);

    /** Keeps a done step of an opened lesson; the first time stays when it is there already, or was lost. */
    default void stepDone(StudentId student, LessonId lesson, StepId step, Instant doneAt) {
        stepDone(student, lesson, step, doneAt, Map.of());
    }

    /**
     * The same with what was taken down in the step. Both are kept, or none.
     *
     * @param captured in place of what these names meant before; where the step was done already only what is not known yet
     */
    void stepDone(StudentId student, LessonId lesson, StepId step, Instant doneAt, Map<VariableId, String> captured);

    /** Keeps that a done step of an opened lesson is not done any more. */
    void stepLost(StudentId student, LessonId lesson, StepId step);

    /**
     * Counts a wrong answer in an opened lesson, once for each moment: several pages of one student see the same one.
     *
     * @param since when it came about; one that is not after the last that was counted is the same one
     */
    void wrongGiven(StudentId student, LessonId lesson, WrongAnswerKey wrong, Instant since);

    /**
     * Takes over how often a wrong answer was given in an opened lesson; where it was counted already, that stays.
     *
     * @param times at least 1
     * @param now what came about until then counts as one of them
     */
    void wrongCounted(StudentId student, LessonId lesson, WrongAnswerKey wrong, int times, Instant now);

    /**
     * Takes done steps of an opened lesson back: from now on the student is where they were before the first of these. What
     * was is kept as an {@link EarlierAttempt}.
     *
     * @param steps in the lesson's order, at least one
     */
    void setBack(StudentId student, LessonId lesson, List<StepId> steps, Instant now);

    /** From now on the values of an opened lesson's variables are others. */
    void drawAnew(StudentId student, LessonId lesson, Instant now);

    /** What the values of an opened lesson's variables are drawn from: when it was opened, or last drawn anew. */
    Instant drawnAt(StudentId student, LessonId lesson);

    /** What was taken back, the oldest first. */
    List<EarlierAttempt> earlierAttempts(StudentId student, LessonId lesson);

    /** Keeps that the solution of a step of an opened lesson was asked for. */
    void solutionAsked(StudentId student, LessonId lesson, StepId step, Instant now);

    /** The steps whose solution was asked for, done or not: done ones count as skipped. */
    Set<StepId> solutionsAsked(StudentId student, LessonId lesson);
}
