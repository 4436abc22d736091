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

/** Reads {@code HEALTHCHECK [flags] CMD …} and {@code HEALTHCHECK NONE}. */
final class HealthcheckParser {
    private static final Duration LEAST = Duration.ofMillis(1);
    private static final Map<String, Flags.Kind> FLAGS = Map.of(
            "interval", Flags.Kind.TEXT,
            "timeout", Flags.Kind.TEXT,
            "start-period", Flags.Kind.TEXT,
            "start-interval", Flags.Kind.TEXT,
            "retries", Flags.Kind.TEXT);

    private HealthcheckParser() {}

    static Healthcheck parse(Statement statement) {
        List<String> words = statement.arguments().words();
        if (words.isEmpty()) {
            throw new InvalidParameter("HEALTHCHECK requires at least one argument");
        }
        String type = words.getFirst().toUpperCase(Locale.ROOT);
        List<String> rest = words.subList(1, words.size());
        if (type.equals("NONE") && !rest.isEmpty()) {
            throw new InvalidParameter("HEALTHCHECK NONE takes no arguments");
        }
        Flags flags = Flags.of(statement, FLAGS);
        Optional<Command> command = switch (type) {
            case "NONE" -> Optional.empty();
            case "CMD" -> Optional.of(test(statement.arguments().isJson(), rest));
            default -> throw new InvalidParameter("Unknown type " + Quoted.of(type) + " in HEALTHCHECK (try CMD)");
        };
        return new Healthcheck(
                command,
                duration(flags, "interval"),
                duration(flags, "timeout"),
                duration(flags, "start-period"),
                duration(flags, "start-interval"),
                retries(flags));
    }

    private static Command test(boolean isJson, List<String> words) {
        if (words.isEmpty()) {
            throw new InvalidParameter("Missing command after HEALTHCHECK CMD");
        }
        return new Command(!isJson, words);
    }

    private static Duration duration(Flags flags, String flag) {
        Duration duration = flags.value(flag).map(GoDuration::parse).orElse(Duration.ZERO);
        if (!duration.isZero() && duration.compareTo(LEAST) < 0) {
            throw new InvalidParameter("Interval " + Quoted.of(flag) + " cannot be less than 1ms");
        }
        return duration;
    }

    private static int retries(Flags flags) {
        String value = flags.value("retries").orElse("");
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
            String reason = value.matches("[+-]?[0-9]+") ? "value out of range" : "invalid syntax";
            throw new InvalidParameter("strconv.ParseInt: parsing " + Quoted.of(value) + ": " + reason, e);
        }
    }
}
