package dev.drydock.core.dockerfile;

import dev.drydock.core.dockerfile.Instruction.Command;
import dev.drydock.core.dockerfile.Instruction.Pair;
import dev.drydock.core.error.EngineException.InvalidParameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the instructions that {@code docker commit --change} takes. The sentences are dockerd's. */
public final class InstructionParser {
    private InstructionParser() {}

    /** Reads lines as they stand in a Dockerfile. */
    public static List<ConfigInstruction> parse(String text) {
        List<Line> lines = LogicalLines.of(text).stream().map(Line::of).toList();
        if (lines.isEmpty()) {
            throw new InvalidParameter("file with no instructions");
        }
        for (Line line : lines) {
            if (!line.isKnown()) {
                throw new InvalidParameter(line.keyword().toLowerCase(Locale.ROOT) + " is not a valid change command");
            }
        }
        return lines.stream().map(InstructionParser::instruction).toList();
    }

    /**
     * The parts of a line.
     *
     * @param keyword in capitals
     * @param flags those that stand before the arguments, without their hyphens
     */
    private record Line(String keyword, List<String> flags, String arguments) {
        private static final List<String> KNOWN = List.of(
                "CMD", "ENTRYPOINT", "HEALTHCHECK", "ENV", "EXPOSE", "LABEL", "ONBUILD", "USER", "VOLUME", "WORKDIR");

        static Line of(String text) {
            String[] halves = text.split("\\s+", 2);
            String rest = halves.length > 1 ? halves[1].strip() : "";
            List<String> flags = new ArrayList<>();
            while (rest.startsWith("--") && rest.length() > 2) {
                String[] parts = rest.split("\\s+", 2);
                flags.add(parts[0].substring(2));
                rest = parts.length > 1 ? parts[1] : "";
            }
            return new Line(halves[0].toUpperCase(Locale.ROOT), flags, rest);
        }

        boolean isKnown() {
            return KNOWN.contains(keyword);
        }

        String exactlyOne() {
            if (arguments.isEmpty()) {
                throw new InvalidParameter(keyword + " requires exactly one argument");
            }
            return arguments;
        }

        String atLeastOne() {
            if (arguments.isEmpty()) {
                throw new InvalidParameter(keyword + " requires at least one argument");
            }
            return arguments;
        }
    }

    private static ConfigInstruction instruction(Line line) {
        if (!line.keyword().equals("HEALTHCHECK") && !line.flags().isEmpty()) {
            throw unknownFlag(line.flags().getFirst());
        }
        return switch (line.keyword()) {
            case "CMD" -> new ConfigInstruction.Cmd(command(line.arguments()));
            case "ENTRYPOINT" -> new ConfigInstruction.Entrypoint(command(line.arguments()));
            case "HEALTHCHECK" -> HealthcheckParser.parse(line.flags(), line.atLeastOne());
            case "ENV" -> new ConfigInstruction.Env(pairs(line));
            case "LABEL" -> new ConfigInstruction.Label(pairs(line));
            case "EXPOSE" -> new ConfigInstruction.Expose(WordSplitter.split(line.atLeastOne()));
            case "USER" -> new ConfigInstruction.User(line.exactlyOne());
            case "WORKDIR" -> new ConfigInstruction.Workdir(line.exactlyOne());
            case "VOLUME" -> new ConfigInstruction.Volume(volumes(line));
            default -> onbuild(line);
        };
    }

    static InvalidParameter unknownFlag(String flag) {
        return new InvalidParameter("Unknown flag: " + flag.split("=", 2)[0]);
    }

    /** A JSON list is executed as it stands, anything else by the shell. */
    static Command command(String text) {
        return JsonList.parse(text)
                .map(words -> new Command(false, words))
                .orElseGet(() -> new Command(true, text.isEmpty() ? List.of() : List.of(text)));
    }

    private static List<String> volumes(Line line) {
        Optional<List<String>> json = JsonList.parse(line.atLeastOne());
        List<String> paths = json.orElseGet(() -> WordSplitter.split(line.arguments()));
        if (paths.isEmpty()) {
            throw new InvalidParameter("VOLUME requires at least one argument");
        }
        return paths;
    }

    /** {@code name=value …}, or the old form {@code name value with spaces}. */
    private static List<Pair> pairs(Line line) {
        List<String> words = WordSplitter.split(line.atLeastOne());
        List<Pair> pairs = new ArrayList<>();
        if (words.getFirst().indexOf('=') < 0) {
            String[] halves = line.arguments().split("\\s+", 2);
            if (halves.length < 2) {
                throw new InvalidParameter(line.keyword() + " must have two arguments");
            }
            return List.of(new Pair(halves[0], halves[1]));
        }
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals < 0) {
                throw new InvalidParameter(
                        "Syntax error - can't find = in " + Quoted.of(word) + ". Must be of the form: name=value");
            }
            if (equals == 0) {
                throw new InvalidParameter(line.keyword() + " names can not be blank");
            }
            pairs.add(new Pair(word.substring(0, equals), word.substring(equals + 1)));
        }
        return pairs;
    }

    private static ConfigInstruction onbuild(Line line) {
        String trigger = line.atLeastOne();
        String keyword = trigger.split("\\s+", 2)[0].toUpperCase(Locale.ROOT);
        return switch (keyword) {
            case "ONBUILD" -> throw new InvalidParameter("Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed");
            case "FROM", "MAINTAINER" -> throw new InvalidParameter(keyword + " isn't allowed as an ONBUILD trigger");
            default -> new ConfigInstruction.Onbuild(trigger);
        };
    }
}
