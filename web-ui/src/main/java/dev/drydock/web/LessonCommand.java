package dev.drydock.web;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What authors of lessons need. */
@Command(
        name = "lesson",
        description = "write and prove lessons",
        subcommands = {
            LessonLintCommand.class,
            LessonTestCommand.class,
            LessonNewCommand.class,
            LessonPreviewCommand.class
        })
final class LessonCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "a command is missing: new, preview, lint or test");
    }
}
