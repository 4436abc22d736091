package dev.drydock.lessons.course;

import dev.drydock.lessons.check.NumberTest;
import dev.drydock.lessons.check.TextPattern;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A question in a step. The words stand in the step's text: the question, the answers and what is said to each.
 *
 * @param isPrediction it is asked before a surprise: any answer will do, and the step does not wait for one
 * @param answers those that are known, in the order of {@code lesson.yaml}; at least one is right
 */
public record Quiz(QuizId id, Kind kind, boolean isPrediction, List<Answer> answers) {
    public Quiz {
        answers = List.copyOf(answers);
        if (answers.stream().noneMatch(Answer::isRight)) {
            throw new IllegalArgumentException("a quiz needs a right answer");
        }
    }

    /** How it is answered. */
    public enum Kind {
        /** By choosing one answer. */
        SINGLE,
        /** By choosing all that are right. */
        MULTIPLE,
        /** By typing a text. */
        TEXT,
        /** By typing a whole number. */
        NUMBER;

        /** As lesson files and pages have it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether the student chooses among answers that stand there. */
        public boolean isChoice() {
            return this == SINGLE || this == MULTIPLE;
        }
    }

    /**
     * One that the quiz knows.
     *
     * @param expected what a student types who means this one; empty where answers are chosen
     */
    public record Answer(AnswerId id, boolean isRight, Optional<Expected> expected) {}

    /** What is typed. */
    public sealed interface Expected {
        /** A text, whatever its case and the spaces around it. */
        record Like(TextPattern pattern) implements Expected {}

        /** A number. */
        record OfNumber(NumberTest test) implements Expected {}

        /** What the engine of the first lab host has now. */
        record OfContainer(String container, ContainerFact fact) implements Expected {}
    }

    /** What an answer can be compared with. */
    public enum ContainerFact {
        /** At least its first twelve digits. */
        ID,
        /** As it was named when the container was made. */
        IMAGE,
        /** One of Docker's seven words. */
        STATE,
        EXIT_CODE,
        /** On any of its networks; as {@code ip addr} prints it, too, with the length of the prefix. */
        IP,
        /** Of the lab host, leading to any of its ports. */
        PORT,
        HOSTNAME;

        /** As lesson files have it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public Optional<Answer> find(AnswerId answer) {
        return answers.stream().filter(each -> each.id().equals(answer)).findFirst();
    }
}
