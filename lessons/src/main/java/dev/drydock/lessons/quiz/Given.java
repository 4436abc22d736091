package dev.drydock.lessons.quiz;

import dev.drydock.lessons.course.AnswerId;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What a student answered. */
public sealed interface Given {
    /** More is no answer. */
    int LONGEST = 200;

    /** Answers that were chosen, each once, by name. */
    record Chosen(List<AnswerId> answers) implements Given {
        public Chosen {
            answers = answers.stream()
                    .distinct()
                    .sorted(Comparator.comparing(AnswerId::value))
                    .toList();
        }

        @Override
        public String text() {
            return answers.stream().map(AnswerId::value).collect(Collectors.joining(" "));
        }
    }

    /** A text or a number as it was typed. */
    record Typed(String text) implements Given {
        public Typed {
            if (text.length() > LONGEST) {
                throw new IllegalArgumentException("an answer of more than " + LONGEST + " characters");
            }
        }
    }

    /** What was typed, or the ids of what was chosen with spaces between them. */
    String text();
}
