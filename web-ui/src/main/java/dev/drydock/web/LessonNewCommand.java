package dev.drydock.web;

import dev.drydock.lessons.format.NewLesson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a small lesson to begin from. */
@Command(name = "new", description = "write a lesson to begin from")
final class LessonNewCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--content", required = true, description = "folder with the courses")
    private Path content;

    @Option(names = "--course", paramLabel = "DIR", description = "folder of the course; docker-basics without one")
    private @Nullable Path course;

    @Parameters(paramLabel = "NAME", description = "the lesson's id, such as my-first-lesson")
    private String name = "";

    @Override
    public Integer call() throws IOException {
        Path where = course == null ? content.resolve("courses/docker-basics") : course;
        try {
            Path lesson = NewLesson.write(where, name);
            spec.commandLine().getOut().println(lesson);
            spec.commandLine().getOut().flush();
            return 0;
        } catch (IllegalArgumentException e) {
            throw new StartProblem("no lesson was written: " + e.getMessage());
        }
    }
}
