package dev.drydock.web;

import dev.drydock.core.error.EngineException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program's entry point; people call it through the launcher {@code ./drydock}. */
@Command(
        name = "drydock",
        subcommands = {ServeCommand.class, DoctorCommand.class, LessonCommand.class})
public final class Main implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private Main() {}

    public static void main(String[] arguments) {
        CommandLine line = new CommandLine(new Main());
        line.setExecutionExceptionHandler((problem, command, _) -> {
            if (problem instanceof StartProblem || problem instanceof EngineException) {
                command.getErr().println("drydock: " + problem.getMessage());
                return 1;
            }
            throw problem;
        });
        // Picocli's usage is of the commands behind the launcher, which nobody types.
        line.setParameterExceptionHandler((problem, _) -> {
            problem.getCommandLine().getErr().println("drydock: " + problem.getMessage() + " (see ./drydock --help)");
            return CommandLine.ExitCode.USAGE;
        });
        int code = line.execute(arguments);
        if (code != 0) {
            System.exit(code);
        }
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing: serve, doctor or lesson");
    }
}
