package dev.drydock.lessons.course;

import dev.drydock.lessons.check.Check;
import java.util.List;

/**
 * A mistake that people make in a step, and what to say when the engine shows that it was made.
 *
 * @param check reads from the engine whether it was made
 * @param texts Markdown that explains it
 * @param attempt what to type to make it
 * @param undo what to type afterwards, so that the step's solution can be typed; perhaps nothing
 */
public record WrongAnswer(WrongId id, Check check, Translated texts, Solution attempt, List<TypedLine> undo) {
    public WrongAnswer {
        undo = List.copyOf(undo);
    }
}
