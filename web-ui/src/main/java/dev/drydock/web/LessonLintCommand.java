package dev.drydock.web;

import dev.drydock.lessons.format.LessonProblem;
import dev.drydock.lessons.format.Lint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what is wrong with lessons; exit code 1 when anything is. */
@Command(name = "lint", description = "say what is wrong with lessons")
final class LessonLintCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--content", required = true, description = "folder with the courses and images of this server")
    private Path content;

    @Parameters(paramLabel = "DIR", description = "a lesson, a course or a content folder; all shipped without one")
    private List<Path> directories = new ArrayList<>();

    @Override
    public Integer call() {
        List<Path> wanted = directories.isEmpty() ? List.of(content) : directories;
        List<LessonProblem> problems = wanted.stream()
                .flatMap(directory -> Lint.lint(directory, content).stream())
                .toList();
        problems.forEach(problem -> spec.commandLine().getOut().println(problem));
        spec.commandLine().getOut().flush();
        return problems.isEmpty() ? 0 : 1;
    }
}
