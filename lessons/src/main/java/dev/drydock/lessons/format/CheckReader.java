package dev.drydock.lessons.format;

import dev.drydock.lessons.check.Check;
import dev.drydock.lessons.check.Check.All;
import dev.drydock.lessons.check.Check.Any;
import dev.drydock.lessons.check.Check.Fact;
import dev.drydock.lessons.check.Check.Not;
import dev.drydock.lessons.check.Check.OnHost;
import dev.drydock.lessons.check.Looks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reads checks. */
final class CheckReader {
    private static final List<String> KINDS = Stream.concat(
                    Stream.of(
                            "all",
                            "any",
                            "not",
                            "container",
                            "image",
                            "layer",
                            "network",
                            "name",
                            "volume",
                            "event",
                            "build"),
                    InsideReader.KINDS.stream())
            .toList();

    /** What stands around a check that is to be met on that lab host. */
    private static final List<String> HOSTS = IntStream.rangeClosed(1, HostUse.MOST)
            .mapToObj(number -> "host" + number)
            .toList();

    private CheckReader() {}

    /** The largest number of a lab host that a check asks for. */
    static int highestHost(Check check) {
        return switch (check) {
            case OnHost(int host, Check there) -> Math.max(host, highestHost(there));
            case All(List<Check> checks) -> highestHost(checks);
            case Any(List<Check> checks) -> highestHost(checks);
            case Not _, Fact _ -> 1;
        };
    }

    private static int highestHost(List<Check> checks) {
        return checks.stream().mapToInt(CheckReader::highestHost).max().orElse(1);
    }

    /** Reads one that somebody can meet, and that is not met before anything was done. */
    static AtLine<Check> readAndLint(YamlNode node) throws FormatException {
        Check check = read(node);
        Optional<String> problem = CheckLint.problem(check);
        if (problem.isPresent()) {
            throw new FormatException(node.line(), problem.get());
        }
        return new AtLine<>(node.line(), check);
    }

    static Check read(YamlNode node) throws FormatException {
        Fields fields = Fields.of(
                node, "a check", Stream.concat(KINDS.stream(), HOSTS.stream()).toList());
        List<String> kinds = Stream.concat(KINDS.stream(), HOSTS.stream())
                .filter(kind -> fields.find(kind).isPresent())
                .toList();
        if (kinds.size() != 1) {
            throw new FormatException(fields.line(), "a check is exactly one of " + String.join(", ", KINDS));
        }
        String kind = kinds.getFirst();
        return switch (kind) {
            case "all" -> new All(list(fields, kind));
            case "any" -> new Any(list(fields, kind));
            case "not" -> new Not(negated(fields.require(kind)));
            default ->
                HOSTS.contains(kind)
                        ? new OnHost(HOSTS.indexOf(kind) + 1, onHost(kind, fields.require(kind)))
                        : InsideReader.KINDS.contains(kind)
                                ? InsideReader.read(kind, fields.require(kind))
                                : FactReader.read(kind, fields.require(kind));
        };
    }

    private static Check onHost(String host, YamlNode node) throws FormatException {
        Check check = read(node);
        if (!HOSTS.getFirst().equals(host) && !Looks.all(check).isEmpty()) {
            throw new FormatException(
                    node.line(),
                    "only the first lab host can be looked into: on " + host + " ask for what its engine knows");
        }
        return check;
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
