package dev.drydock.lessons.course;

import dev.drydock.lessons.variable.Values;
import dev.drydock.lessons.variable.Variable;
import java.util.List;

/** How a lesson that has variables is for each student. */
public interface Variants {
    /** What the lesson leaves open until somebody opens it. */
    List<Variable> variables();

    /**
     * The lesson with a value for each of its variables: in titles, checks and what is typed. Markdown keeps the places of
     * values, because it is filled when it has been parsed. What no step has taken down yet stands there as its own name, and
     * in checks, which wait for it, as something that it might be.
     */
    Lesson lesson(Values values);
}
