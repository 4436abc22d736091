package dev.drydock.lessons.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes a small course that is right, and lets tests make it wrong. */
record ContentFiles(Path root) {
    private static final String COURSE = "courses/basics/";
    private static final String LESSON = COURSE + "010-first/";

    private static final String YAML = """
            minutes: 5
            steps:
              - id: run
                check:
                  container: {name: web}
                solution:
                  - docker create --name web busybox
            """;
    private static final String TEXT = """
            # Title

            ## Step {#run}

            ```run
            docker create --name web busybox
            ```

            > [!HINT]
            > Help.
            """;

    static ContentFiles right(Path root) throws IOException {
        ContentFiles files = new ContentFiles(root);
        files.write(COURSE + "course.yaml", "title: {en: Basics, zh-CN: 基础}\n");
        files.lesson(YAML);
        files.english(TEXT);
        files.chinese(TEXT.replace("Title", "标题").replace("Help", "帮助"));
        return files;
    }

    ContentFiles lesson(String yaml) throws IOException {
        return write(LESSON + "lesson.yaml", yaml);
    }

    /** A lesson whose only step has this check, indented as it is. */
    ContentFiles check(String check) throws IOException {
        return lesson("minutes: 5\nsteps:\n- id: run\n  solution: [a]\n  check:\n" + check.indent(4));
    }

    ContentFiles english(String text) throws IOException {
        return write(LESSON + "text.en.md", text);
    }

    ContentFiles chinese(String text) throws IOException {
        return write(LESSON + "text.zh-CN.md", text);
    }

    ContentFiles write(String file, String content) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
        return this;
    }

    Path lessonFile(String name) {
        return root.resolve(LESSON + name);
    }

    List<String> problems() {
        return Courses.load(root).problems().stream()
                .map(LessonProblem::toString)
                .map(problem -> problem.replace(LESSON, "").replace(COURSE, ""))
                .toList();
    }
}
