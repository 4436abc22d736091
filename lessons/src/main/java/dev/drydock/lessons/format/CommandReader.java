package dev.drydock.lessons.format;

import dev.drydock.lessons.course.Solution;
import dev.drydock.lessons.course.TypedCommand;
import dev.drydock.lessons.course.TypedLine;
import dev.drydock.lessons.variable.Values;
import java.util.ArrayList;
import java.util.List;

/** Reads what is typed into terminals. */
final class CommandReader {
    private CommandReader() {}

    /** At least one command, each a line or a here-document, with values in the places of variables. */
    static List<AtLine<String>> read(Fields fields, String key, Values values) throws FormatException {
        List<AtLine<String>> commands = new ArrayList<>();
        for (YamlNode command : fields.requireList(key)) {
            String text = values.fill(Fields.text(command, key)).stripTrailing();
            if (!TypedCommand.isOne(text)) {
                throw new FormatException(
                        command.line(), "each entry of \"" + key + "\" is one line or one here-document");
            }
            try {
                TypedLine.parse(text);
            } catch (IllegalArgumentException e) {
                throw new FormatException(command.line(), String.valueOf(e.getMessage()));
            }
            commands.add(new AtLine<>(command.line(), text));
        }
        return commands;
    }

    static List<TypedLine> typed(List<AtLine<String>> commands) {
        return commands.stream().map(line -> TypedLine.parse(line.value())).toList();
    }

    static Solution solution(List<AtLine<String>> commands) {
        return new Solution(typed(commands));
    }
}
