package dev.drydock.web.student;

import dev.drydock.lessons.course.LessonId;
import dev.drydock.lessons.course.StepId;
import java.time.Instant;

/** Port: what students have done. What was stored is there after a crash. Safe for use by several threads. */
public interface ProgressStore {
    /**
     * The kept progress of a known student.
     *
     * @param now the time of opening, kept when the student opens the lesson for the first time
     */
    KeptProgress open(StudentId student, LessonId lesson, Instant now);

    /** Keeps a done step of an opened lesson; the first time stays when it is there already. */
    void stepDone(StudentId student, LessonId lesson, StepId step, Instant doneAt);
}
