package dev.drydock.lessons.format;

import dev.drydock.lessons.variable.Choice;
import dev.drydock.lessons.variable.Variable;
import dev.drydock.lessons.variable.VariableId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the variables of a lesson. */
final class VariableReader {
    private static final List<String> KINDS = List.of("one-of", "number", "port", "name");
    private static final Pattern RANGE = Pattern.compile("(\\d{1,9})-(\\d{1,9})");
    private static final int LAST_PORT = 65_535;
    private static final int MOST_WORDS = 64;

    private VariableReader() {}

    static List<Variable> read(Fields lesson) throws FormatException {
        Optional<YamlNode> node = lesson.find("variables");
        if (node.isEmpty()) {
            return List.of();
        }
        if (!(node.get() instanceof YamlNode.Mapping mapping)) {
            throw new FormatException(
                    node.get().line(),
                    "\"variables\" must be a mapping, not " + node.get().kind());
        }
        List<Variable> variables = new ArrayList<>();
        for (Map.Entry<String, YamlNode.Entry> entry : mapping.entries().entrySet()) {
            variables.add(variable(entry.getKey(), entry.getValue()));
        }
        return variables;
    }

    private static Variable variable(String name, YamlNode.Entry entry) throws FormatException {
        Fields fields = Fields.of(entry.value(), "a variable", List.of("one-of", "number", "step", "port", "name"));
        List<String> kinds =
                KINDS.stream().filter(kind -> fields.find(kind).isPresent()).toList();
        try {
            VariableId id = new VariableId(name);
            if (kinds.size() != 1) {
                throw new IllegalArgumentException("a variable is exactly one of " + String.join(", ", KINDS));
            }
            if (fields.find("step").isPresent() && !kinds.getFirst().equals("number")) {
                throw new IllegalArgumentException("only a number has a step");
            }
            return new Variable(id, choice(fields, kinds.getFirst()));
        } catch (IllegalArgumentException e) {
            throw new FormatException(entry.line(), String.valueOf(e.getMessage()), e);
        }
    }

    private static Choice choice(Fields fields, String kind) throws FormatException {
        return switch (kind) {
            case "one-of" -> oneOf(fields);
            case "number" ->
                range(
                        fields.requireText(kind),
                        fields.find("step", Integer::parseInt).orElse(1));
            case "port" -> ports(fields.requireText(kind));
            default -> new Choice.MadeUp(words(fields.requireText(kind)));
        };
    }

    private static Choice oneOf(Fields fields) throws FormatException {
        List<String> words = new ArrayList<>();
        for (YamlNode item : fields.requireList("one-of")) {
            words.add(Fields.text(item, "one-of"));
        }
        if (words.size() < 2 || words.size() > MOST_WORDS) {
            throw new IllegalArgumentException("\"one-of\" has from 2 to " + MOST_WORDS + " values");
        }
        return new Choice.OneOf(words);
    }

    private static Choice.InRange range(String text, int step) {
        Matcher matcher = RANGE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is no range such as 32-96");
        }
        return new Choice.InRange(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)), step);
    }

    private static Choice ports(String text) {
        Choice.InRange range = range(text, 1);
        if (range.first() < 1 || range.last() > LAST_PORT) {
            throw new IllegalArgumentException("ports go from 1 to " + LAST_PORT);
        }
        return range;
    }

    private static int words(String text) {
        return switch (text) {
            case "one word" -> 1;
            case "two words" -> 2;
            default -> throw new IllegalArgumentException("a name is made of \"one word\" or \"two words\"");
        };
    }
}
