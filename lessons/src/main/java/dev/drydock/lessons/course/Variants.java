package dev.drydock.lessons.course;

import dev.drydock.lessons.variable.Values;
import dev.drydock.lessons.variable.Variable;
import java.util.List;

/** How a lesson that has variables is for each student. */
public interface Variants {
    /** What the lesson leaves open; at least one. */
    List<Variable> variables();

    /**
     * The lesson with a value for each of its variables: in titles, checks and what is typed. Markdown keeps the places of
     * values, because it is filled when it has been parsed.
     */
    Lesson lesson(Values values);
}
