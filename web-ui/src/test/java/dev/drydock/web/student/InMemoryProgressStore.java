package dev.drydock.web.student;

import dev.drydock.lessons.course.LessonId;
import dev.drydock.lessons.course.StepId;
import dev.drydock.lessons.variable.VariableId;
import dev.drydock.web.student.KeptProgress.WrongAnswerKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Progress that is forgotten when the process ends. */
public final class InMemoryProgressStore implements ProgressStore {
    private final Map<Key, KeptProgress> kept = new HashMap<>();
    private final Map<Key, List<EarlierAttempt>> earlier = new HashMap<>();
    private final Map<Key, Set<StepId>> asked = new HashMap<>();
    private final Map<Key, Instant> drawn = new HashMap<>();
    private final Map<WrongKey, Instant> lastWrong = new HashMap<>();

    private record Key(StudentId student, LessonId lesson) {}

    private record WrongKey(Key key, WrongAnswerKey wrong) {}

    /** Of all students. */
    public synchronized List<KeptProgress> in(LessonId lesson) {
        return kept.entrySet().stream()
                .filter(entry -> entry.getKey().lesson().equals(lesson))
                .map(Map.Entry::getValue)
                .toList();
    }

    @Override
    public synchronized KeptProgress open(StudentId student, LessonId lesson, Instant now) {
        drawn.putIfAbsent(new Key(student, lesson), now);
        return kept.computeIfAbsent(new Key(student, lesson), _ -> new KeptProgress(now, Map.of()));
    }

    @Override
    public synchronized Optional<KeptProgress> find(StudentId student, LessonId lesson) {
        return Optional.ofNullable(kept.get(new Key(student, lesson)));
    }

    @Override
    public synchronized Map<LessonId, Set<StepId>> doneSteps(StudentId student) {
        return kept.entrySet().stream()
                .filter(entry -> entry.getKey().student().equals(student))
                .collect(Collectors.toMap(
                        entry -> entry.getKey().lesson(),
                        entry -> entry.getValue().doneAt().keySet()));
    }

    @Override
    public synchronized void stepDone(
            StudentId student, LessonId lesson, StepId step, Instant doneAt, Map<VariableId, String> captured) {
        kept.computeIfPresent(new Key(student, lesson), (_, before) -> {
            Map<StepId, Instant> done = new HashMap<>(before.doneAt());
            Map<VariableId, String> words = new HashMap<>(before.captured());
            Map<StepId, Instant> lost = new HashMap<>(before.lost());
            Instant first = lost.remove(step);
            if (done.putIfAbsent(step, first == null ? doneAt : first) == null) {
                words.putAll(captured);
            } else {
                captured.forEach(words::putIfAbsent);
            }
            return new KeptProgress(before.openedAt(), done, before.wrong(), words, lost);
        });
    }

    @Override
    public synchronized void stepLost(StudentId student, LessonId lesson, StepId step) {
        kept.computeIfPresent(new Key(student, lesson), (_, before) -> {
            Map<StepId, Instant> done = new HashMap<>(before.doneAt());
            Map<StepId, Instant> lost = new HashMap<>(before.lost());
            Instant at = done.remove(step);
            if (at != null) {
                lost.put(step, at);
            }
            return new KeptProgress(before.openedAt(), done, before.wrong(), before.captured(), lost);
        });
    }

    @Override
    public synchronized void wrongGiven(StudentId student, LessonId lesson, WrongAnswerKey wrong, Instant since) {
        Key key = new Key(student, lesson);
        Instant last = lastWrong.getOrDefault(new WrongKey(key, wrong), Instant.MIN);
        if (since.isAfter(last)) {
            lastWrong.put(new WrongKey(key, wrong), since);
            kept.computeIfPresent(key, (_, before) -> {
                Map<WrongAnswerKey, Integer> counts = new HashMap<>(before.wrong());
                counts.merge(wrong, 1, Integer::sum);
                return new KeptProgress(before.openedAt(), before.doneAt(), counts, before.captured(), before.lost());
            });
        }
    }

    @Override
    public synchronized void wrongCounted(
            StudentId student, LessonId lesson, WrongAnswerKey wrong, int times, Instant now) {
        Key key = new Key(student, lesson);
        if (lastWrong.putIfAbsent(new WrongKey(key, wrong), now) == null) {
            kept.computeIfPresent(key, (_, before) -> {
                Map<WrongAnswerKey, Integer> counts = new HashMap<>(before.wrong());
                counts.put(wrong, times);
                return new KeptProgress(before.openedAt(), before.doneAt(), counts, before.captured(), before.lost());
            });
        }
    }

    @Override
    public synchronized void setBack(StudentId student, LessonId lesson, List<StepId> steps, Instant now) {
        Key key = new Key(student, lesson);
        kept.computeIfPresent(key, (_, before) -> {
            earlier.computeIfAbsent(key, _ -> new ArrayList<>())
                    .add(new EarlierAttempt(
                            before.openedAt(),
                            now,
                            steps.getFirst(),
                            before.doneAt().size()));
            Map<StepId, Instant> done = new HashMap<>(before.doneAt());
            done.keySet().removeAll(steps);
            Map<StepId, Instant> lost = new HashMap<>(before.lost());
            lost.keySet().removeAll(steps);
            return new KeptProgress(now, done, before.wrong(), before.captured(), lost);
        });
        asked.getOrDefault(key, new HashSet<>()).removeAll(steps);
    }

    @Override
    public synchronized void drawAnew(StudentId student, LessonId lesson, Instant now) {
        drawn.put(new Key(student, lesson), now);
    }

    @Override
    public synchronized Instant drawnAt(StudentId student, LessonId lesson) {
        return Optional.ofNullable(drawn.get(new Key(student, lesson))).orElseThrow();
    }

    @Override
    public synchronized List<EarlierAttempt> earlierAttempts(StudentId student, LessonId lesson) {
        return List.copyOf(earlier.getOrDefault(new Key(student, lesson), List.of()));
    }

    @Override
    public synchronized void solutionAsked(StudentId student, LessonId lesson, StepId step, Instant now) {
        asked.computeIfAbsent(new Key(student, lesson), _ -> new HashSet<>()).add(step);
    }

    @Override
    public synchronized Set<StepId> solutionsAsked(StudentId student, LessonId lesson) {
        return Set.copyOf(asked.getOrDefault(new Key(student, lesson), Set.of()));
    }
}
