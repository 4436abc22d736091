package dev.drydock.lessons.course;

import java.util.List;

/** What to type into the terminals, line by line, so that the step's check is met; nothing where nothing is checked. */
public record Solution(List<TypedLine> lines) {
    public Solution {
        lines = List.copyOf(lines);
    }

    /** One that is typed on the first lab host. */
    public static Solution of(String... commands) {
        return new Solution(List.of(commands).stream()
                .map(command -> new TypedLine(1, command))
                .toList());
    }

    /** The commands, wherever they are typed. */
    public List<String> commands() {
        return lines.stream().map(TypedLine::command).toList();
    }
}
