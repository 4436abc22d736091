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
        /** Where a lab host differs from a machine with Docker. */
        LAB,
        /** Help that is shown on demand; taken out of the step's text. */
        HINT;

        /** In lower case, as in class names and message keys. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Kind> of(String name) {
            return Arrays.stream(values())
                    .filter(kind -> kind.name().equals(name))
                    .findFirst();
        }
    }

    private final Kind kind;

    Callout(Kind kind) {
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }
}
