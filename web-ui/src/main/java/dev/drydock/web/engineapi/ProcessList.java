package dev.drydock.web.engineapi;

import dev.drydock.core.container.ContainerProcess;
import dev.drydock.core.error.EngineException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** What {@code docker top} shows: the two lists of {@code ps} that people ask for. Times are UTC. */
record ProcessList(List<String> titles, List<List<String>> processes) {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("MMMdd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final List<String> FULL = List.of("UID", "PID", "PPID", "C", "STIME", "TTY", "TIME", "CMD");
    private static final List<String> ALL =
            List.of("USER", "PID", "%CPU", "%MEM", "VSZ", "RSS", "TTY", "STAT", "START", "TIME", "COMMAND");

    private static final long KIBIBYTE = 1024;

    /**
     * @param arguments of {@code ps}; empty for {@code -ef}
     * @param memory bytes that all of it is a share of
     */
    static ProcessList of(String arguments, List<ContainerProcess> processes, Instant now, long memory) {
        return switch (arguments.strip()) {
            case "", "-ef", "ef", "-fe" ->
                new ProcessList(
                        FULL,
                        processes.stream().map(process -> full(process, now)).toList());
            case "aux", "-aux", "axu", "uax" ->
                new ProcessList(
                        ALL,
                        processes.stream()
                                .map(process -> all(process, now, memory))
                                .toList());
            default ->
                throw new EngineException.InvalidParameter(
                        "ps arguments \"" + arguments + "\" are not supported by this engine: it knows -ef and aux");
        };
    }

    private static List<String> full(ContainerProcess process, Instant now) {
        return List.of(
                user(process),
                Integer.toString(process.pid()),
                Integer.toString(process.parent()),
                Long.toString(Math.round(share(process, now))),
                start(process, now),
                process.terminal(),
                time(process.cpuTime(), "%02d:%02d:%02d"),
                command(process));
    }

    private static List<String> all(ContainerProcess process, Instant now, long memory) {
        return List.of(
                user(process),
                Integer.toString(process.pid()),
                String.format(Locale.ROOT, "%.1f", share(process, now)),
                String.format(Locale.ROOT, "%.1f", 100.0 * process.residentBytes() / memory),
                Long.toString(process.virtualBytes() / KIBIBYTE),
                Long.toString(process.residentBytes() / KIBIBYTE),
                process.terminal(),
                process.state(),
                start(process, now),
                process.cpuTime().toMinutes()
                        + String.format(Locale.ROOT, ":%02d", process.cpuTime().toSecondsPart()),
                command(process));
    }

    private static String user(ContainerProcess process) {
        return process.user() == 0 ? "root" : Integer.toString(process.user());
    }

    /** Percent of one processor since the process began. */
    private static double share(ContainerProcess process, Instant now) {
        long lived = Duration.between(process.startedAt(), now).toMillis();
        return lived <= 0 ? 0 : 100.0 * process.cpuTime().toMillis() / lived;
    }

    private static String start(ContainerProcess process, Instant now) {
        boolean today = Duration.between(process.startedAt(), now).toHours() < 24;
        return (today ? CLOCK : DAY).format(process.startedAt());
    }

    private static String time(Duration time, String format) {
        return String.format(Locale.ROOT, format, time.toHours(), time.toMinutesPart(), time.toSecondsPart());
    }

    private static String command(ContainerProcess process) {
        return process.arguments().isEmpty() ? "[" + process.name() + "]" : String.join(" ", process.arguments());
    }
}
