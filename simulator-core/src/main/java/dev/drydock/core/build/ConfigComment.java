package dev.drydock.core.build;

import dev.drydock.core.dockerfile.ConfigInstruction;
import dev.drydock.core.dockerfile.Instruction.Pair;
import dev.drydock.core.dockerfile.Quoted;
import dev.drydock.core.oci.ImageConfig;
import dev.drydock.core.oci.ImageConfig.RunConfig;
import dev.drydock.core.time.GoDuration;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An instruction in the words of an image's history: as dockerd prints it, in Go's formats. */
final class ConfigComment {
    private ConfigComment() {}

    /**
     * @param instruction with variables replaced
     * @param config what it results in
     */
    static String of(ConfigInstruction instruction, RunConfig config) {
        return switch (instruction) {
            case ConfigInstruction.Maintainer(String name) -> "MAINTAINER " + name;
            case ConfigInstruction.Cmd _ -> "CMD " + quoted(config.cmd());
            case ConfigInstruction.Entrypoint _ -> "ENTRYPOINT " + quoted(config.entrypoint());
            case ConfigInstruction.Env(List<Pair> pairs) -> "ENV " + pairs(pairs);
            case ConfigInstruction.Label(List<Pair> pairs) -> "LABEL " + pairs(pairs);
            case ConfigInstruction.Expose(List<String> ports) -> "EXPOSE " + String.join(" ", ports);
            case ConfigInstruction.Volume(List<String> paths) -> "VOLUME " + list(paths);
            case ConfigInstruction.User(String name) -> "USER " + name;
            case ConfigInstruction.Workdir _ -> "WORKDIR " + config.workingDir();
            case ConfigInstruction.Onbuild(String trigger) -> "ONBUILD " + trigger;
            case ConfigInstruction.StopSignal(String signal) -> "STOPSIGNAL " + signal;
            case ConfigInstruction.Shell(List<String> words) -> "SHELL " + list(words);
            case ConfigInstruction.Healthcheck _ -> "HEALTHCHECK " + healthcheck(config.healthcheck());
        };
    }

    private static String pairs(List<Pair> pairs) {
        return pairs.stream().map(pair -> pair.name() + "=" + pair.value()).collect(Collectors.joining(" "));
    }

    private static String list(List<String> words) {
        return "[" + String.join(" ", words) + "]";
    }

    private static String quoted(@Nullable List<String> words) {
        return words == null ? "[]" : words.stream().map(Quoted::of).collect(Collectors.joining(" ", "[", "]"));
    }

    private static String healthcheck(ImageConfig.@Nullable Healthcheck check) {
        if (check == null) {
            return "<nil>";
        }
        return "&{" + quoted(check.test()) + " " + duration(check.interval()) + " " + duration(check.timeout()) + " "
                + duration(check.startPeriod()) + " " + character(check.retries()) + "}";
    }

    private static String duration(long nanos) {
        return Quoted.of(GoDuration.text(Duration.ofNanos(nanos)));
    }

    /** A number of retries is shown as the character that has this number. */
    private static String character(int code) {
        return switch (code) {
            case '\'' -> "'\\''";
            case '\\' -> "'\\\\'";
            case '\t' -> "'\\t'";
            case '\n' -> "'\\n'";
            case '\r' -> "'\\r'";
            case 7 -> "'\\a'";
            case 8 -> "'\\b'";
            case 11 -> "'\\v'";
            case 12 -> "'\\f'";
            default ->
                code < ' ' || code == 0x7F
                        ? String.format(Locale.ROOT, "'\\x%02x'", code)
                        : "'" + Character.toString(Math.min(code, Character.MAX_CODE_POINT)) + "'";
        };
    }
}
