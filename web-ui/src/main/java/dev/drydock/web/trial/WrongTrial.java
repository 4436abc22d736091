package dev.drydock.web.trial;

import dev.drydock.lessons.course.Step;
import dev.drydock.lessons.course.TypedLine;
import dev.drydock.lessons.course.WrongAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Makes the mistakes of a step before its solution is typed: each must be explained, and none may do the step. What is typed
 * to undo one must make its explanation go away.
 *
 * @param page the lesson's HTML, which has the explanations
 */
record WrongTrial(TrialSocket live, TrialTerminals terminals, String page, Duration patience) {
    Optional<String> failure(Step step) throws InterruptedException {
        String shown = ShownStep.of(live.received(), step.id().value()).wrong();
        if (!shown.isEmpty()) {
            return Optional.of("before anything of the step was typed, the wrong answer " + shown + " is explained");
        }
        for (WrongAnswer wrong : step.wrong()) {
            Optional<String> failure = failure(step, wrong);
            if (failure.isPresent()) {
                return failure.map(sentence -> "wrong answer " + wrong.id() + ": " + sentence);
            }
        }
        return Optional.empty();
    }

    private Optional<String> failure(Step step, WrongAnswer wrong) throws InterruptedException {
        String id = step.id().value();
        String wanted = wrong.id().value();
        if (!page.contains("data-wrong=\"" + wanted + "\"")) {
            return Optional.of("the page has no explanation of it");
        }
        List<TypedLine> attempt = wrong.attempt().lines();
        Optional<String> untyped = terminals.type(attempt);
        if (untyped.isPresent()) {
            return untyped;
        }
        boolean explained = live.await(
                received -> ShownStep.of(received, id).isDone()
                        || ShownStep.of(received, id).wrong().equals(wanted),
                patience);
        ShownStep shown = ShownStep.of(live.received(), id);
        if (shown.isDone()) {
            return Optional.of("it does the step");
        }
        if (!explained) {
            return Optional.of("it is not explained; the step says: " + shown.reason()
                    + (shown.wrong().isEmpty() ? "" : ", and explains " + shown.wrong())
                    + terminals.screen(attempt.getLast().host()));
        }
        return undo(id, wrong);
    }

    private Optional<String> undo(String step, WrongAnswer wrong) throws InterruptedException {
        if (wrong.undo().isEmpty()) {
            return Optional.empty();
        }
        Optional<String> untyped = terminals.type(wrong.undo());
        if (untyped.isPresent()) {
            return untyped;
        }
        boolean gone =
                live.await(received -> ShownStep.of(received, step).wrong().isEmpty(), patience);
        ShownStep shown = ShownStep.of(live.received(), step);
        return shown.isDone()
                ? Optional.of("undoing it does the step")
                : gone
                        ? Optional.empty()
                        : Optional.of("it is still explained after it was undone"
                                + terminals.screen(wrong.undo().getLast().host()));
    }
}
