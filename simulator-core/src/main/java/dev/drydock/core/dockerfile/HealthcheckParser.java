package dev.drydock.core.dockerfile;

import dev.drydock.core.dockerfile.ConfigInstruction.Healthcheck;
import dev.drydock.core.dockerfile.Instruction.Command;
import dev.drydock.core.error.EngineException.InvalidParameter;
import dev.drydock.core.time.GoDuration;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads {@code HEALTHCHECK [flags] CMD …} and {@code HEALTHCHECK NONE}. */
final class HealthcheckParser {
    private static final Duration LEAST = Duration.ofMillis(1);
    private static final Map<String, String> DURATIONS = Map.of(
            "interval",
            "Interval",
            "timeout",
            "Timeout",
            "start-period",
            "Start Period",
            "start-interval",
            "Start Interval");
    private static final String RETRIES = "retries";

    private HealthcheckParser() {}

    static Healthcheck parse(List<String> flags, String arguments) {
        Map<String, String> values = values(flags);
        String[] halves = arguments.split("\\s+", 2);
        String rest = halves.length > 1 ? halves[1].strip() : "";
        String type = halves[0].toUpperCase(Locale.ROOT);
        Optional<Command> command = switch (type) {
            case "NONE" -> none(rest);
            case "CMD" -> Optional.of(test(rest));
            default -> throw new InvalidParameter("Unknown type " + Quoted.of(type) + " in HEALTHCHECK (try CMD)");
        };
        return new Healthcheck(
                command,
                duration(values, "interval"),
                duration(values, "timeout"),
                duration(values, "start-period"),
                duration(values, "start-interval"),
                retries(values));
    }

    private static Map<String, String> values(List<String> flags) {
        Map<String, String> values = new TreeMap<>();
        for (String flag : flags) {
            String[] halves = flag.split("=", 2);
            if (!DURATIONS.containsKey(halves[0]) && !halves[0].equals(RETRIES)) {
                throw InstructionParser.unknownFlag(flag);
            }
            if (halves.length < 2) {
                throw new InvalidParameter("Missing a value on flag: " + halves[0]);
            }
            values.put(halves[0], halves[1]);
        }
        return values;
    }

    private static Optional<Command> none(String rest) {
        if (!rest.isEmpty()) {
            throw new InvalidParameter("HEALTHCHECK NONE takes no arguments");
        }
        return Optional.empty();
    }

    private static Command test(String rest) {
        Command command = InstructionParser.command(rest);
        if (command.words().isEmpty()) {
            throw new InvalidParameter("Missing command after HEALTHCHECK CMD");
        }
        return command;
    }

    private static Duration duration(Map<String, String> values, String flag) {
        String value = values.getOrDefault(flag, "");
        Duration duration = value.isEmpty() ? Duration.ZERO : GoDuration.parse(value);
        if (!duration.isZero() && duration.compareTo(LEAST) < 0) {
            throw new InvalidParameter("Interval " + Quoted.of(flag) + " cannot be less than 1ms");
        }
        return duration;
    }

    private static int retries(Map<String, String> values) {
        String value = values.getOrDefault(RETRIES, "");
        if (value.isEmpty()) {
            return 0;
        }
        try {
            int retries = Integer.parseInt(value);
            if (retries < 1) {
                throw new InvalidParameter("--retries must be at least 1 (not " + retries + ")");
            }
            return retries;
        } catch (NumberFormatException e) {
            throw new InvalidParameter("strconv.ParseInt: parsing " + Quoted.of(value) + ": invalid syntax", e);
        }
    }
}
