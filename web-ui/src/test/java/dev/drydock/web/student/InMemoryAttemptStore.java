package dev.drydock.web.student;

import dev.drydock.lessons.course.LessonId;
import dev.drydock.lessons.course.QuizId;
import dev.drydock.lessons.progress.QuizProgress;
import dev.drydock.web.student.KeptAttempts.HintKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Attempts that are forgotten when the process ends. */
public final class InMemoryAttemptStore implements AttemptStore {
    private final Map<Key, KeptAttempts> kept = new HashMap<>();

    private record Key(StudentId student, LessonId lesson) {}

    @Override
    public synchronized KeptAttempts of(StudentId student, LessonId lesson) {
        return kept.getOrDefault(new Key(student, lesson), KeptAttempts.NONE);
    }

    @Override
    public synchronized void answered(StudentId student, LessonId lesson, QuizId quiz, QuizProgress progress) {
        KeptAttempts before = of(student, lesson);
        Map<QuizId, QuizProgress> quizzes = new HashMap<>(before.quizzes());
        quizzes.merge(quiz, progress, (old, next) -> old.rightAt().isPresent() ? old : next);
        kept.put(new Key(student, lesson), new KeptAttempts(quizzes, before.hints()));
    }

    @Override
    public synchronized void hintOpened(StudentId student, LessonId lesson, HintKey hint, Instant at) {
        KeptAttempts before = of(student, lesson);
        Set<HintKey> hints = new HashSet<>(before.hints());
        hints.add(hint);
        kept.put(new Key(student, lesson), new KeptAttempts(before.quizzes(), hints));
    }

    @Override
    public synchronized void forget(StudentId student, LessonId lesson, List<QuizId> forgotten) {
        KeptAttempts before = of(student, lesson);
        Map<QuizId, QuizProgress> quizzes = new HashMap<>(before.quizzes());
        quizzes.keySet().removeAll(forgotten);
        kept.put(new Key(student, lesson), new KeptAttempts(quizzes, before.hints()));
    }
}
