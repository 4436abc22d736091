package dev.drydock.lessons.format;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds what is wrong with lessons, for their authors: all that reading finds, and what only a lab host would show. */
public final class Lint {
    private Lint() {}

    /**
     * Looks at a lesson, at a course or at a content directory.
     *
     * @param content the directory whose {@code images/index.json} lists what lab hosts have
     * @return by file and line, each file named as seen from the working directory
     */
    public static List<LessonProblem> lint(Path directory, Path content) {
        Path absolute = directory.toAbsolutePath().normalize();
        Path parent = Optional.ofNullable(absolute.getParent()).orElse(absolute);
        try {
            OfferedImages offered = OfferedImages.read(content);
            if (Files.exists(absolute.resolve("lesson.yaml"))) {
                return named(new CourseReader(parent, Optional.of(offered)).readOne(absolute), parent);
            }
            if (Files.exists(absolute.resolve("course.yaml"))) {
                return named(new CourseReader(parent, Optional.of(offered)).readCourseOnly(absolute), parent);
            }
            if (Files.isDirectory(absolute.resolve("courses"))) {
                return named(
                        new CourseReader(absolute, Optional.of(offered)).read().problems(), absolute);
            }
        } catch (FormatException e) {
            return List.of(
                    new LessonProblem(content.resolve("images/index.json").toString(), e.line(), e.sentence()));
        }
        return List.of(new LessonProblem(
                directory.toString(),
                1,
                "no lesson, course or content directory: no lesson.yaml, course.yaml, courses"));
    }

    private static List<LessonProblem> named(List<LessonProblem> problems, Path base) {
        Path here = Path.of("").toAbsolutePath();
        return problems.stream()
                .map(problem -> {
                    Path file = base.resolve(problem.file());
                    Path shown = file.startsWith(here) ? here.relativize(file) : file;
                    return new LessonProblem(shown.toString(), problem.line(), problem.sentence());
                })
                .toList();
    }
}
