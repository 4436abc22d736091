package dev.drydock.lessons.course;

import java.util.List;

/** What to type into the terminal, line by line, so that the step's check is met. */
public record Solution(List<String> commands) {
    public Solution {
        commands = List.copyOf(commands);
        if (commands.isEmpty()) {
            throw new IllegalArgumentException("a solution needs a command");
        }
    }
}
