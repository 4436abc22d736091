package dev.drydock.web.student;

import dev.drydock.lessons.course.LessonId;
import dev.drydock.lessons.course.QuizId;
import dev.drydock.lessons.progress.QuizProgress;
import dev.drydock.web.student.KeptAttempts.HintKey;
import java.time.Instant;
import java.util.List;

/**
 * Port: what students answered and which hints they opened, in lessons that the {@link ProgressStore} knows as opened. What
 * was stored is there after a crash. Safe for use by several threads.
 */
public interface AttemptStore {
    KeptAttempts of(StudentId student, LessonId lesson);

    /** Keeps how far the student is with a question; one that was answered right stays as it is. */
    void answered(StudentId student, LessonId lesson, QuizId quiz, QuizProgress progress);

    /** Keeps that a hint was opened; the first time stays. */
    void hintOpened(StudentId student, LessonId lesson, HintKey hint, Instant at);

    /** Forgets the answers to these questions, which may be answered anew. */
    void forget(StudentId student, LessonId lesson, List<QuizId> quizzes);
}
