package dev.drydock.core.simulated;

import dev.drydock.core.container.Signal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The programs of simulated containers, by the last component of their path. */
public final class SimulatedPrograms {
    private static final String HELLO = """

            Hello from Drydock!
            This message comes from a simulated container.

            """;
    private static final int NOT_FOUND = 127;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private final Map<String, Program> programs = new HashMap<>();

    /** Those that the simulated images hold. */
    public static SimulatedPrograms standard() {
        SimulatedPrograms result = new SimulatedPrograms();
        result.programs.putAll(Map.of(
                "true", process -> 0,
                "false", process -> 1,
                "echo", SimulatedPrograms::echo,
                "cat", SimulatedPrograms::cat,
                "sleep", SimulatedPrograms::sleep,
                "env", SimulatedPrograms::env,
                "hostname", SimulatedPrograms::hostname,
                "yes", SimulatedPrograms::yes,
                "hello", SimulatedPrograms::hello,
                "sh", process -> new SimulatedShell(result, process).run()));
        return result;
    }

    /** Adds a program or puts it in place of the one with this name. */
    public SimulatedPrograms with(String name, Program program) {
        programs.put(name, program);
        return this;
    }

    Optional<Program> find(String path) {
        return Optional.ofNullable(programs.get(path.substring(path.lastIndexOf('/') + 1)));
    }

    private static int echo(SimulatedProcess process) {
        List<String> words = process.arguments().subList(1, process.arguments().size());
        boolean breaks = words.isEmpty() || !words.getFirst().equals("-n");
        process.print(String.join(" ", breaks ? words : words.subList(1, words.size())) + (breaks ? "\n" : ""));
        return 0;
    }

    private static int cat(SimulatedProcess process) {
        byte[] bytes = process.read();
        while (bytes.length > 0) {
            process.write(bytes);
            bytes = process.read();
        }
        return 0;
    }

    private static int sleep(SimulatedProcess process) {
        if (process.arguments().size() < 2) {
            process.printError("sleep: missing operand\n");
            return 1;
        }
        try {
            double seconds = Double.parseDouble(process.arguments().get(1));
            process.sleep(Duration.ofNanos((long) (seconds * NANOS_PER_SECOND)));
            return 0;
        } catch (NumberFormatException e) {
            process.printError("sleep: invalid number '" + process.arguments().get(1) + "'\n");
            return 1;
        }
    }

    private static int env(SimulatedProcess process) {
        process.environment().forEach(entry -> process.print(entry + "\n"));
        return 0;
    }

    private static int hostname(SimulatedProcess process) {
        process.print(process.environment("HOSTNAME").orElse("localhost") + "\n");
        return 0;
    }

    private static int yes(SimulatedProcess process) {
        while (true) {
            process.print("y\n");
        }
    }

    private static int hello(SimulatedProcess process) {
        process.print(HELLO);
        return 0;
    }

    /** Runs a program inside the process of a shell. */
    int run(SimulatedProcess process) {
        String name = process.arguments().getFirst();
        Optional<Program> program = find(name);
        if (program.isEmpty()) {
            process.printError("sh: " + name + ": not found\n");
            return NOT_FOUND;
        }
        return program.get().run(process);
    }

    static void trap(SimulatedProcess process, List<String> signals) {
        signals.forEach(signal -> process.ignore(Signal.parse(signal)));
    }
}
