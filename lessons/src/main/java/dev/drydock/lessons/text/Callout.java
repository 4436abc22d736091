package dev.drydock.lessons.text;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.commonmark.node.CustomBlock;

/** A block quote that began with {@code [!KIND]}. */
final class Callout extends CustomBlock {
    /** What a callout is for. */
    enum Kind {
        NOTE,
        TIP,
        WARNING,
        /** Asks for a guess before the surprise. */
        PREDICT,
        /** Folded until the reader wants to compare. */
        ANSWER,
        /** How it is done, folded until the reader wants to see it. */
        SOLUTION,
        /** Where a lab host differs from a machine with Docker. */
        LAB,
        /** A question with answers; becomes a {@link QuizBlock}. */
        QUIZ,
        /** Help that is shown on demand, perhaps in a situation that it names; taken out of the step's text. */
        HINT,
        /** Explains the wrong answer that it names; taken out of the step's text. */
        WRONG;

        /** In lower case, as in class names and message keys. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether it may stand so. */
        boolean takes(boolean isNamed) {
            return this == HINT || isNamed() == isNamed;
        }

        /** Whether the reader opens it. */
        boolean isFolded() {
            return this == ANSWER || this == SOLUTION;
        }

        /** Whether the marker names something of {@code lesson.yaml}, too. */
        boolean isNamed() {
            return this == WRONG || this == QUIZ;
        }

        static Optional<Kind> of(String name) {
            return Arrays.stream(values())
                    .filter(kind -> kind.name().equals(name))
                    .findFirst();
        }
    }

    private final Kind kind;
    private final String name;

    Callout(Kind kind, String name) {
        this.kind = kind;
        this.name = name;
    }

    /** What stands beside the kind: an id of {@code lesson.yaml}, or nothing. */
    String name() {
        return name;
    }

    Kind kind() {
        return kind;
    }
}
