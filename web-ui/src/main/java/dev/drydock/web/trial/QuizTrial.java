package dev.drydock.web.trial;

import dev.drydock.core.engine.EngineView;
import dev.drydock.lessons.course.AnswerId;
import dev.drydock.lessons.course.Quiz;
import dev.drydock.lessons.course.Quiz.Answer;
import dev.drydock.lessons.course.Step;
import dev.drydock.lessons.quiz.Given;
import dev.drydock.lessons.quiz.Given.Chosen;
import dev.drydock.lessons.quiz.Given.Typed;
import dev.drydock.lessons.quiz.Marking;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Answers the questions of a step as a page does: each wrong answer first, then the right one. */
final class QuizTrial {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String NEVER_MEANT = "?";
    private static final long FAR = 987_654_321_987_654_321L;

    private final TrialSocket live;
    private final Duration patience;

    QuizTrial(TrialSocket live, Duration patience) {
        this.live = live;
        this.patience = patience;
    }

    /** Answers what is asked before the surprise. */
    Optional<String> predict(Step step, EngineView view) throws InterruptedException {
        for (Quiz quiz : step.quizzes()) {
            if (quiz.isPrediction()) {
                Optional<String> problem = answer(quiz, quiz.answers().getFirst(), "noted", view);
                if (problem.isPresent()) {
                    return problem;
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Answers the questions that the step waits for.
     *
     * @param isOpen whether the page still says that the step is not done
     */
    Optional<String> answer(Step step, EngineView view, Supplier<Boolean> isOpen) throws InterruptedException {
        for (Quiz quiz : step.quizzes()) {
            Optional<String> problem = quiz.isPrediction() ? Optional.empty() : answer(quiz, view, isOpen);
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    private Optional<String> answer(Quiz quiz, EngineView view, Supplier<Boolean> isOpen) throws InterruptedException {
        for (Answer answer : quiz.answers()) {
            if (!answer.isRight()) {
                Optional<String> problem = answer(quiz, answer, "wrong", view);
                if (problem.isPresent()) {
                    return problem;
                }
            }
        }
        if (!quiz.kind().isChoice()) {
            String other = quiz.kind() == Quiz.Kind.NUMBER ? Long.toString(FAR) : NEVER_MEANT;
            Optional<String> problem = send(quiz, AnswerId.OTHER, new Typed(other), "wrong");
            if (problem.isPresent()) {
                return problem;
            }
        }
        if (!isOpen.get()) {
            return Optional.of("the step was done before its question " + quiz.id() + " was answered");
        }
        Answer right =
                quiz.answers().stream().filter(Answer::isRight).findFirst().orElseThrow();
        return answer(quiz, right, "right", view);
    }

    private Optional<String> answer(Quiz quiz, Answer answer, String verdict, EngineView view)
            throws InterruptedException {
        Optional<Given> given = Marking.example(quiz, answer, view);
        return given.isEmpty()
                ? Optional.of("what " + name(quiz, answer.id()) + " is compared with is not there")
                : send(quiz, answer.id(), given.get(), verdict);
    }

    private Optional<String> send(Quiz quiz, AnswerId answer, Given given, String verdict) throws InterruptedException {
        Predicate<JsonNode> isOfQuiz =
                message -> message.path("id").asString("").equals(quiz.id().value());
        int before = messages(isOfQuiz).size();
        live.send(JSON.writeValueAsString(message(quiz, given)));
        if (!live.await(_ -> messages(isOfQuiz).size() > before, patience)) {
            return Optional.of("the page does not say anything to " + name(quiz, answer));
        }
        JsonNode said = messages(isOfQuiz).getLast();
        if (!said.path("verdict").asString("").equals(verdict)) {
            return Optional.of("\"" + given.text() + "\", which should be " + verdict + " as " + name(quiz, answer)
                    + ", is " + said.path("verdict").asString("") + ": "
                    + said.path("sentence").asString(""));
        }
        boolean isExplained = said.path("feedback")
                .valueStream()
                .anyMatch(each -> each.path("answer").asString("").equals(answer.value())
                        && !each.path("html").asString("").isBlank());
        return isExplained
                ? Optional.empty()
                : Optional.of("\"" + given.text() + "\" is not taken for " + name(quiz, answer));
    }

    private static Map<String, Object> message(Quiz quiz, Given given) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("type", "answer");
        message.put("quiz", quiz.id().value());
        switch (given) {
            case Chosen(List<AnswerId> answers) ->
                message.put("answers", answers.stream().map(AnswerId::value).toList());
            case Typed(String text) -> message.put("text", text);
        }
        return message;
    }

    private List<JsonNode> messages(Predicate<JsonNode> wanted) {
        return live.received().texts().stream()
                .filter(text -> text.contains("\"quiz\""))
                .map(JSON::readTree)
                .filter(message -> "quiz".equals(message.path("type").asString("")))
                .filter(wanted)
                .toList();
    }

    private static String name(Quiz quiz, AnswerId answer) {
        return "the answer " + answer + " of the question " + quiz.id();
    }
}
