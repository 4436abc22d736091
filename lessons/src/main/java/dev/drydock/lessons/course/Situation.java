package dev.drydock.lessons.course;

import dev.drydock.lessons.check.Check;
import java.util.List;

/**
 * Where a hint helps.
 *
 * @param check reads from the engine whether somebody is there
 * @param attempt what to type to get there; nothing when only students get there
 * @param undo what to type afterwards, so that the step's solution can be typed; perhaps nothing
 */
public record Situation(HintId id, Check check, Solution attempt, List<TypedLine> undo) {
    public Situation {
        undo = List.copyOf(undo);
    }
}
