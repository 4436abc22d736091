package dev.drydock.web.student;

import dev.drydock.lessons.course.LessonId;
import dev.drydock.lessons.course.StepId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Progress that is forgotten when the process ends. */
public final class InMemoryProgressStore implements ProgressStore {
    private final Map<Key, KeptProgress> kept = new HashMap<>();

    private record Key(StudentId student, LessonId lesson) {}

    @Override
    public synchronized KeptProgress open(StudentId student, LessonId lesson, Instant now) {
        return kept.computeIfAbsent(new Key(student, lesson), _ -> new KeptProgress(now, Map.of()));
    }

    @Override
    public synchronized void stepDone(StudentId student, LessonId lesson, StepId step, Instant doneAt) {
        kept.computeIfPresent(new Key(student, lesson), (_, before) -> {
            Map<StepId, Instant> done = new HashMap<>(before.doneAt());
            done.putIfAbsent(step, doneAt);
            return new KeptProgress(before.openedAt(), done);
        });
    }
}
