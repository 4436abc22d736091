package dev.drydock.web.live;

import dev.drydock.core.engine.EngineView;
import dev.drydock.lessons.course.AnswerId;
import dev.drydock.lessons.course.Quiz;
import dev.drydock.lessons.course.Quiz.Answer;
import dev.drydock.lessons.course.Step;
import dev.drydock.lessons.message.Messages;
import dev.drydock.lessons.progress.QuizProgress;
import dev.drydock.lessons.quiz.Given;
import dev.drydock.lessons.quiz.Marked;
import dev.drydock.lessons.quiz.Marked.Verdict;
import dev.drydock.lessons.quiz.Marking;
import dev.drydock.lessons.text.LessonText;
import dev.drydock.lessons.variable.Values;
import dev.drydock.web.live.LiveMessage.Feedback;
import dev.drydock.web.live.LiveMessage.QuizState;
import java.util.List;
import java.util.Locale;

/** Turns what became of an answer into what the page shows of it. */
record QuizStates(Values values, Locale reader) {
    /** What is said to an answer now. */
    QuizState of(Step step, Quiz quiz, QuizProgress progress, Marked marked) {
        Verdict verdict = marked.verdict();
        boolean isNoted = quiz.isPrediction() && verdict.isAttempt();
        String word = isNoted ? "noted" : verdict.word();
        return new QuizState(
                "quiz",
                quiz.id().value(),
                word,
                progress.attempts(),
                progress.given(),
                Messages.text(reader, "quiz." + word),
                isNoted ? Messages.text(reader, "quiz.compare") : "",
                marked.answers().stream()
                        .map(answer -> feedback(step, quiz, answer))
                        .toList());
    }

    /** What was said to the last answer. */
    QuizState of(Step step, Quiz quiz, QuizProgress progress) {
        return of(step, quiz, progress, marked(quiz, progress));
    }

    private static Marked marked(Quiz quiz, QuizProgress progress) {
        if (progress.rightAt().isPresent()) {
            return new Marked(Verdict.RIGHT, progress.answers());
        }
        boolean isPart = progress.answers().stream().allMatch(answer -> isRight(quiz, answer));
        return new Marked(isPart ? Verdict.PARTLY : Verdict.WRONG, progress.answers());
    }

    private Feedback feedback(Step step, Quiz quiz, AnswerId answer) {
        return new Feedback(answer.value(), isRight(quiz, answer), LessonText.html(reader, values, step, quiz, answer));
    }

    private static boolean isRight(Quiz quiz, AnswerId answer) {
        return quiz.find(answer).map(Answer::isRight).orElse(false);
    }

    /** Before the first answer. */
    static QuizState open(Quiz quiz) {
        return new QuizState("quiz", quiz.id().value(), "open", 0, "", "", "", List.of());
    }

    /** The right answer to a question that was skipped with its step. */
    QuizState shown(Step step, Quiz quiz, QuizProgress progress, EngineView view) {
        List<Answer> right = quiz.answers().stream().filter(Answer::isRight).toList();
        String given = right.stream()
                .flatMap(answer -> Marking.example(quiz, answer, view).stream())
                .map(Given::text)
                .findFirst()
                .orElse("");
        return new QuizState(
                "quiz",
                quiz.id().value(),
                "shown",
                progress.attempts(),
                given,
                Messages.text(reader, "quiz.shown"),
                "",
                right.stream()
                        .filter(answer -> quiz.kind() != Quiz.Kind.SINGLE || answer.equals(right.getFirst()))
                        .map(answer -> feedback(step, quiz, answer.id()))
                        .toList());
    }
}
