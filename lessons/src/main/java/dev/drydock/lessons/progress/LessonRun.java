package dev.drydock.lessons.progress;

import dev.drydock.core.engine.EngineView;
import dev.drydock.lessons.check.Capture;
import dev.drydock.lessons.check.Evaluation;
import dev.drydock.lessons.check.Look;
import dev.drydock.lessons.check.Looks;
import dev.drydock.lessons.check.Outcome.Met;
import dev.drydock.lessons.check.Outcome.NotYet;
import dev.drydock.lessons.check.Reason;
import dev.drydock.lessons.check.Sights;
import dev.drydock.lessons.course.HintId;
import dev.drydock.lessons.course.Lesson;
import dev.drydock.lessons.course.Situation;
import dev.drydock.lessons.course.Step;
import dev.drydock.lessons.course.StepId;
import dev.drydock.lessons.variable.Values;
import dev.drydock.lessons.variable.VariableId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Carries one student's progress through a lesson as the engine changes. Call {@link #advance} when the lesson is opened
 * and after each event of the engine; only what a look into the lab host tells ({@link #looks}) can change without one.
 *
 * <p>A step is open when all steps are done that it needs ({@link Lesson#order}); several may be open side by side. The
 * clock of one that needs none starts when the lesson is opened, that of each other one at the moment in which the engine came
 * to be as the last of those asked, not when that was noticed: a student who types faster than events arrive loses nothing. A step that is done stays done, unless it is not kept ({@link Step#isKept}): then it
 * is open again while its check is not met, and those that need it and are not done wait, until the whole lesson is done;
 * once it is met again, the step is done as from the first time. One with questions is done when they are answered, too, or its solution was asked for.
 *
 * <p>Where a step takes something down, those that need it wait for the next call: make the lesson that knows it
 * ({@link Lesson#knowing}), and call again with that.
 *
 * <p>Immutable, so safe for use by several threads; of two results made from the same run, one replaces the other.
 */
public record LessonRun(Lesson lesson, LessonProgress progress) {
    public LessonRun {
        if (!lesson.id().equals(progress.lesson())) {
            throw new IllegalArgumentException("progress in " + progress.lesson() + ", not in " + lesson.id());
        }
    }

    /**
     * Asks the engine about the open steps, and on from there as long as steps turn out to be done.
     *
     * @param now the time of steps whose effect has no time of its own, such as the absence of a container
     */
    public LessonProgress advance(EngineView view, Instant now) {
        return advance(view, Sights.NONE, now);
    }

    /** The same with what was seen at the looks that the open steps need. */
    public LessonProgress advance(EngineView view, Sights sights, Instant now) {
        List<StepProgress> steps = new ArrayList<>();
        Turns turns = new Turns(lesson, progress.openedAt());
        for (Step step : lesson.steps()) {
            StepProgress result = advance(step, turns, new Seen(view, sights), now);
            steps.add(result);
            // What needs it may ask for what was just taken down: that is another lesson then.
            if (result.captured().isEmpty()) {
                result.doneAt().ifPresent(at -> turns.done(step.id(), at));
            }
        }
        return new LessonProgress(
                lesson.id(), progress.openedAt(), steps, progress.quizzes(), progress.skipped(), lost(steps));
    }

    private record Seen(EngineView view, Sights sights) {}

    private StepProgress advance(Step step, Turns turns, Seen seen, Instant now) {
        StepId id = step.id();
        Optional<Instant> done = doneAt(step);
        if (done.isPresent() && staysDone(step)) {
            return StepProgress.done(id, done.get());
        }
        if (done.isEmpty() && !turns.isOf(id)) {
            return StepProgress.waiting(id, turns.waiting(id));
        }
        StepProgress result = evaluate(step, seen, turns.clock(id), now);
        Instant before = progress.lost().get(id);
        if (before != null && result.doneAt().isPresent()) {
            // What was done for other steps meanwhile is not lost.
            return StepProgress.done(id, before);
        }
        if (done.isEmpty()) {
            return taken(step, result, seen.view());
        }
        // What was not looked at yet, or in vain, may be as it was. Questions were answered once.
        boolean isLost = result.doneAt().or(result::metAt).isEmpty()
                && seen.sights().has(Looks.needed(step.check(), seen.view(), turns.clock(id)));
        if (!isLost) {
            return StepProgress.done(id, done.get());
        }
        return turns.isOf(id) ? result : StepProgress.waiting(id, turns.waiting(id));
    }

    private Map<StepId, Instant> lost(List<StepProgress> steps) {
        Map<StepId, Instant> lost = new HashMap<>(progress.lost());
        lost.putAll(progress.doneAt());
        steps.stream().filter(step -> step.doneAt().isPresent()).forEach(step -> lost.remove(step.step()));
        return lost;
    }

    private Optional<Instant> doneAt(Step step) {
        return progress.find(step.id()).flatMap(StepProgress::doneAt);
    }

    private boolean staysDone(Step step) {
        return step.isKept() || progress.isDone();
    }

    /**
     * Which looks the open steps need now, and those that may open again: none when what the engine has decides already.
     */
    public Set<Look> looks(EngineView view) {
        Set<Look> looks = new HashSet<>();
        Turns turns = new Turns(lesson, progress.openedAt());
        for (Step step : lesson.steps()) {
            Optional<Instant> done = doneAt(step);
            if (done.isPresent()) {
                if (!staysDone(step)) {
                    looks.addAll(Looks.needed(step.check(), view, turns.clock(step.id())));
                }
                turns.done(step.id(), done.get());
            } else if (turns.isOf(step.id())) {
                looks.addAll(looks(step, view, turns.clock(step.id())));
            }
        }
        return looks;
    }

    private Set<Look> looks(Step step, EngineView view, Instant clock) {
        if (metBefore(step).isPresent()) {
            return Set.of();
        }
        Set<Look> looks = new HashSet<>(Looks.needed(step.check(), view, clock));
        step.wrong().forEach(wrong -> looks.addAll(Looks.needed(wrong.check(), view, clock)));
        situations(step).forEach(each -> looks.addAll(Looks.needed(each.check(), view, clock)));
        return looks;
    }

    private static Optional<WrongSeen> wrong(Step step, Seen seen, Instant clock) {
        return step.wrong().stream()
                .flatMap(wrong ->
                        Evaluation.evaluate(wrong.check(), seen.view(), seen.sights(), clock) instanceof Met met
                                ? Stream.of(new WrongSeen(wrong.id(), met.since()))
                                : Stream.empty())
                .findFirst();
    }

    private static Stream<Situation> situations(Step step) {
        return step.hints().stream().flatMap(hint -> hint.situation().stream());
    }

    private static Optional<HintId> hint(Step step, Seen seen, Instant clock) {
        return situations(step)
                .filter(each -> Evaluation.evaluate(each.check(), seen.view(), seen.sights(), clock) instanceof Met)
                .map(Situation::id)
                .findFirst();
    }

    /** A step that takes something down is not done before there is all of it. */
    private static StepProgress taken(Step step, StepProgress result, EngineView view) {
        if (result.doneAt().isEmpty()) {
            return result;
        }
        Map<VariableId, String> captured = new HashMap<>();
        for (Map.Entry<VariableId, Capture> each : step.captures().entrySet()) {
            Optional<String> value = each.getValue().value(view).filter(Values::isWord);
            if (value.isEmpty()) {
                return StepProgress.asking(
                        step.id(), each.getValue().missing(), result.doneAt().get());
            }
            captured.put(each.getKey(), value.get());
        }
        return StepProgress.done(step.id(), result.doneAt().get(), captured);
    }

    private StepProgress evaluate(Step step, Seen seen, Instant clock, Instant now) {
        Optional<Instant> before = metBefore(step);
        if (before.isPresent()) {
            return ask(step, before.get());
        }
        if (step.check().equals(Step.NOTHING)) {
            return answeredAt(step, now)
                    .map(at -> StepProgress.done(step.id(), later(clock, at)))
                    .orElseGet(() -> StepProgress.open(step.id(), waiting(step), Optional.empty(), Optional.empty()));
        }
        return switch (Evaluation.evaluate(step.check(), seen.view(), seen.sights(), clock)) {
            // Times of files and images are what somebody wrote there, and may lie in the future.
            case Met met ->
                ask(step, later(clock, met.since().filter(now::isAfter).orElse(now)));
            case NotYet notYet ->
                StepProgress.open(step.id(), notYet.reason(), wrong(step, seen, clock), hint(step, seen, clock));
        };
    }

    /** A check that was met while questions were open stays met: their student goes on doing things. */
    private Optional<Instant> metBefore(Step step) {
        return step.isKept() ? progress.find(step.id()).flatMap(StepProgress::metAt) : Optional.empty();
    }

    /** Answers move no clock: what was done before them belongs to the next step all the same. */
    private StepProgress ask(Step step, Instant metAt) {
        return unanswered(step) == 0
                ? StepProgress.done(step.id(), metAt)
                : StepProgress.asking(step.id(), waiting(step), metAt);
    }

    private Reason waiting(Step step) {
        return Reason.ofQuestions(unanswered(step));
    }

    private long unanswered(Step step) {
        return needed(step).filter(each -> each.rightAt().isEmpty()).count();
    }

    /** When the last of the questions was answered right; empty while one is not, now where none need be. */
    private Optional<Instant> answeredAt(Step step, Instant now) {
        if (progress.skipped().contains(step.id())) {
            return Optional.of(now);
        }
        return unanswered(step) == 0
                ? needed(step).flatMap(each -> each.rightAt().stream()).max(Comparator.naturalOrder())
                : Optional.empty();
    }

    private Stream<QuizProgress> needed(Step step) {
        return progress.skipped().contains(step.id())
                ? Stream.empty()
                : step.quizzes().stream().filter(quiz -> !quiz.isPrediction()).map(quiz -> progress.of(quiz.id()));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
