package dev.drydock.lessons.format;

import java.nio.file.Path;
import java.util.List;

/** Finds what is wrong with lessons, for their authors: all that reading finds, and what only a lab host would show. */
public final class Lint {
    private Lint() {}

    /**
     * Looks at a lesson, at a course or at a content directory.
     *
     * @param content the directory whose {@code images/index.json} lists what lab hosts have, and whose glossary lessons use
     * @return by file and line, each file named as seen from the working directory
     */
    public static List<LessonProblem> lint(Path directory, Path content) {
        return Draft.open(directory, content)
                .map(draft -> draft.read().problems())
                .orElseGet(
                        () -> List.of(
                                new LessonProblem(
                                        directory.toString(),
                                        1,
                                        "no lesson, course or content: no lesson.yaml, course.yaml or courses in it, and no .md file")));
    }
}
