package dev.drydock.web.live;

import dev.drydock.core.engine.EngineView;
import dev.drydock.lessons.check.Look;
import dev.drydock.lessons.check.Sights;
import dev.drydock.lessons.check.StudentView;
import dev.drydock.lessons.course.Lesson;
import dev.drydock.lessons.progress.LessonProgress;
import dev.drydock.lessons.progress.LessonRun;
import dev.drydock.lessons.progress.StepProgress;
import dev.drydock.lessons.progress.WrongSeen;
import dev.drydock.web.live.LiveMessage.LessonState;
import dev.drydock.web.live.LiveMessage.StepState;
import dev.drydock.web.student.KeptProgress;
import dev.drydock.web.student.KeptProgress.WrongAnswerKey;
import dev.drydock.web.student.ProgressStore;
import dev.drydock.web.student.Student;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/** Follows one student through one lesson: asks the engine, keeps what was done. For use by one thread. */
final class LessonWatch {
    private final Student student;
    private final Lesson lesson;
    private final ProgressStore store;
    private final InstantSource clock;
    private final IntFunction<Optional<EngineView>> others;
    private LessonProgress progress;

    /** @param others what the engines of the student's further lab hosts have, by their numbers */
    LessonWatch(
            Student student,
            Lesson lesson,
            ProgressStore store,
            InstantSource clock,
            IntFunction<Optional<EngineView>> others) {
        this.others = others;
        this.student = student;
        this.lesson = lesson;
        this.store = store;
        this.clock = clock;
        KeptProgress kept = store.open(student.id(), lesson.id(), clock.instant());
        this.progress = LessonProgress.restore(lesson, kept.openedAt(), kept.doneAt());
    }

    /** Which looks into the first lab host the open step needs. */
    Set<Look> looks(EngineView first) {
        return new LessonRun(lesson, progress).looks(new StudentView(first, others));
    }

    /** Asks the engines and what was seen; returns when newly done steps are kept. */
    LessonProgress look(EngineView first, Sights sights) {
        EngineView view = new StudentView(first, others);
        LessonProgress next = new LessonRun(lesson, progress).advance(view, sights, clock.instant());
        next.doneAt().forEach((step, doneAt) -> {
            if (!progress.doneAt().containsKey(step)) {
                store.stepDone(student.id(), lesson.id(), step, doneAt);
            }
        });
        next.steps().forEach(this::countWrong);
        progress = next;
        return next;
    }

    private void countWrong(StepProgress step) {
        Optional<WrongSeen> before = progress.find(step.step()).flatMap(StepProgress::wrong);
        step.wrong().filter(seen -> !before.equals(Optional.of(seen))).ifPresent(seen -> {
            var wrong = new WrongAnswerKey(step.step(), seen.wrong());
            store.wrongGiven(student.id(), lesson.id(), wrong, seen.since().orElseGet(clock::instant));
        });
    }

    static LessonState state(LessonProgress progress, Locale reader) {
        List<StepState> steps =
                progress.steps().stream().map(step -> state(step, reader)).toList();
        return new LessonState(steps);
    }

    private static StepState state(StepProgress step, Locale reader) {
        return new StepState(
                step.step().value(),
                step.status().word(),
                step.reason(reader),
                step.wrong().map(seen -> seen.wrong().value()));
    }
}
