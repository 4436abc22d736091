package dev.drydock.lessons.progress;

import dev.drydock.lessons.course.AnswerId;
import dev.drydock.lessons.quiz.Marked;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How far a student is with a question.
 *
 * @param attempts how often it was answered, until it was right
 * @param given the last answer: what was typed, or ids with spaces between them
 * @param answers to which of the quiz's answers something was said then
 * @param rightAt when it was answered right; empty until then
 */
public record QuizProgress(int attempts, String given, List<AnswerId> answers, Optional<Instant> rightAt) {
    public static final QuizProgress NONE = new QuizProgress(0, "", List.of(), Optional.empty());

    public QuizProgress {
        answers = List.copyOf(answers);
    }

    /** After one more attempt. Once it is right it stays so, and further attempts do not count. */
    public QuizProgress after(String text, Marked marked, Instant now) {
        boolean isRight = marked.verdict() == Marked.Verdict.RIGHT;
        return rightAt.isPresent()
                ? this
                : new QuizProgress(attempts + 1, text, marked.answers(), isRight ? Optional.of(now) : Optional.empty());
    }
}
