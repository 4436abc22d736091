package dev.drydock.lessons.quiz;

import dev.drydock.lessons.course.AnswerId;
import java.util.List;
import java.util.Locale;

/**
 * What became of an answer.
 *
 * @param answers to which of the quiz's answers something is said
 */
public record Marked(Verdict verdict, List<AnswerId> answers) {
    public Marked {
        answers = List.copyOf(answers);
    }

    /** How it is. */
    public enum Verdict {
        RIGHT,
        /** What was chosen is right, but not all of it. */
        PARTLY,
        WRONG,
        /** A number was asked for: no attempt. */
        NO_NUMBER,
        /** What the answer would be compared with is not there: no attempt. */
        NOT_THERE;

        /** In lower case, as in message keys. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Whether it counts. */
        public boolean isAttempt() {
            return this == RIGHT || this == PARTLY || this == WRONG;
        }
    }
}
