package dev.drydock.lessons.format;

import dev.drydock.lessons.check.Check;
import dev.drydock.lessons.check.Check.All;
import dev.drydock.lessons.check.Check.Any;
import dev.drydock.lessons.check.Check.Fact;
import dev.drydock.lessons.check.Check.Not;
import java.util.ArrayList;
import java.util.List;

/** Reads checks. */
final class CheckReader {
    private static final List<String> KINDS =
            List.of("all", "any", "not", "container", "image", "layer", "network", "volume", "event", "build");

    private CheckReader() {}

    static Check read(YamlNode node) throws FormatException {
        Fields fields = Fields.of(node, "a check", KINDS);
        List<String> kinds =
                KINDS.stream().filter(kind -> fields.find(kind).isPresent()).toList();
        if (kinds.size() != 1) {
            throw new FormatException(fields.line(), "a check is exactly one of " + String.join(", ", KINDS));
        }
        String kind = kinds.getFirst();
        return switch (kind) {
            case "all" -> new All(list(fields, kind));
            case "any" -> new Any(list(fields, kind));
            case "not" -> new Not(negated(fields.require(kind)));
            default -> FactReader.read(kind, fields.require(kind));
        };
    }

    private static List<Check> list(Fields fields, String key) throws FormatException {
        List<Check> checks = new ArrayList<>();
        for (YamlNode item : fields.requireList(key)) {
            checks.add(read(item));
        }
        return checks;
    }

    private static Fact negated(YamlNode node) throws FormatException {
        if (read(node) instanceof Fact fact) {
            return fact;
        }
        throw new FormatException(node.line(), "\"not\" takes one thing, such as a container, not all, any or not");
    }
}
