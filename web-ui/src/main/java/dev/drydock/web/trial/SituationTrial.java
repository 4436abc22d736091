package dev.drydock.web.trial;

import dev.drydock.lessons.course.Situation;
import dev.drydock.lessons.course.Step;
import dev.drydock.lessons.course.TypedLine;
import dev.drydock.lessons.course.WrongAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Brings the student into the situations that a step knows before its solution is typed: each mistake must be explained, each
 * hint that says how one gets there must be offered, and none may do the step. What is typed to undo one must make it go away.
 *
 * @param page the lesson's HTML, which has what is said
 */
record SituationTrial(TrialSocket live, TrialTerminals terminals, String page, Duration patience) {
    /**
     * A situation.
     *
     * @param words what it is, with its id
     * @param mark what the page has of it
     * @param shown the id of the one of this kind that is there now
     */
    private record Case(
            String words,
            String id,
            String mark,
            List<TypedLine> attempt,
            List<TypedLine> undo,
            Function<ShownStep, String> shown) {
        static Case of(WrongAnswer wrong) {
            String id = wrong.id().value();
            return new Case(
                    "wrong answer " + id,
                    id,
                    "data-wrong=\"" + id + "\"",
                    wrong.attempt().lines(),
                    wrong.undo(),
                    ShownStep::wrong);
        }

        static Case of(Situation situation) {
            String id = situation.id().value();
            return new Case(
                    "hint " + id,
                    id,
                    "data-situation=\"" + id + "\"",
                    situation.attempt().lines(),
                    situation.undo(),
                    ShownStep::hint);
        }
    }

    Optional<String> failure(Step step) throws InterruptedException {
        ShownStep before = ShownStep.of(live.received(), step.id().value());
        if (!before.wrong().isEmpty() || !before.hint().isEmpty()) {
            return Optional.of("before anything of the step was typed, "
                    + (before.wrong().isEmpty()
                            ? "the hint " + before.hint() + " is offered"
                            : "the wrong answer " + before.wrong() + " is explained"));
        }
        List<Case> cases = Stream.concat(
                        step.wrong().stream().map(Case::of),
                        step.hints().stream()
                                .flatMap(hint -> hint.situation().stream())
                                .filter(situation ->
                                        !situation.attempt().lines().isEmpty())
                                .map(Case::of))
                .toList();
        for (Case each : cases) {
            Optional<String> failure = failure(step.id().value(), each);
            if (failure.isPresent()) {
                return failure.map(sentence -> each.words() + ": " + sentence);
            }
        }
        return Optional.empty();
    }

    private Optional<String> failure(String step, Case situation) throws InterruptedException {
        if (!page.contains(situation.mark())) {
            return Optional.of("the page has no explanation of it");
        }
        Optional<String> untyped = terminals.type(situation.attempt());
        if (untyped.isPresent()) {
            return untyped;
        }
        boolean isSeen = live.await(
                received -> ShownStep.of(received, step).isDone()
                        || situation.shown().apply(ShownStep.of(received, step)).equals(situation.id()),
                patience);
        ShownStep shown = ShownStep.of(live.received(), step);
        if (shown.isDone()) {
            return Optional.of("it does the step");
        }
        if (!isSeen) {
            String other = situation.shown().apply(shown);
            return Optional.of("it is not explained; the step says: " + shown.reason()
                    + (other.isEmpty() ? "" : ", and explains " + other)
                    + terminals.screen(situation.attempt().getLast()));
        }
        return undo(step, situation);
    }

    private Optional<String> undo(String step, Case situation) throws InterruptedException {
        if (situation.undo().isEmpty()) {
            return Optional.empty();
        }
        Optional<String> untyped = terminals.type(situation.undo());
        if (untyped.isPresent()) {
            return untyped;
        }
        boolean isGone = live.await(
                received ->
                        situation.shown().apply(ShownStep.of(received, step)).isEmpty(),
                patience);
        ShownStep shown = ShownStep.of(live.received(), step);
        return shown.isDone()
                ? Optional.of("undoing it does the step")
                : isGone
                        ? Optional.empty()
                        : Optional.of("it is still explained after it was undone"
                                + terminals.screen(situation.undo().getLast()));
    }
}
