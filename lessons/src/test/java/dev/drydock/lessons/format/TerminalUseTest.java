package dev.drydock.lessons.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.labhost.TerminalId;
import dev.drydock.lessons.course.Lesson;
import dev.drydock.lessons.course.Step;
import dev.drydock.lessons.course.TypedLine;
import dev.drydock.lessons.text.LessonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lessons that type into several terminals of a lab host. */
class TerminalUseTest {
    private static final String LESSON = """
            minutes: 5
            hosts: 2
            steps:
              - id: run
                check:
                  container: {name: web}
                solution:
                  - host1:watch$ docker create --name web busybox
            """;

    @TempDir
    private Path root;

    private ContentFiles files;

    @BeforeEach
    void writeCourse() throws IOException {
        files = ContentFiles.right(root);
    }

    private void writeTexts(String fence) throws IOException {
        for (String file : List.of("text.en.md", "text.zh-CN.md")) {
            Path path = files.lessonFile(file);
            Files.writeString(path, Files.readString(path).replace("```run", fence));
        }
    }

    private Lesson lesson() {
        return Courses.load(root).courses().getFirst().lessons().getFirst();
    }

    @Test
    void aCommandIsTypedIntoTheTerminalThatItNames() throws IOException {
        files.lesson(LESSON);
        writeTexts("```run terminal=watch once host=host2");

        assertThat(files.problems()).isEmpty();
        Lesson lesson = lesson();
        Step step = lesson.steps().getFirst();
        assertThat(step.solution().lines())
                .containsExactly(new TypedLine(1, new TerminalId("watch"), "docker create --name web busybox"));
        String html = LessonText.html(Locale.ENGLISH, lesson.values(), step);
        assertThat(html)
                .contains("<code data-host=\"host2\" data-terminal=\"watch\">")
                .contains("data-command=\"docker create --name web busybox\" data-host=\"2\" data-terminal=\"watch\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "terminal=",
                "terminal=0",
                "terminal=10",
                "terminal=Watch",
                "terminal=a_b",
                "terminal=a/../b",
                "terminal=seventeen-letters",
                "terminal=<b>",
                "terminal=a terminal=b",
                "terminal=a no-run now"
            })
    void aNameThatCannotBeIsAProblem(String words) throws IOException {
        files.lesson(LESSON);
        writeTexts("```run " + words);

        assertThat(files.problems())
                .contains("text.en.md:5: beside \"run\" stand host=host2, terminal=logs, once and interrupt, each once,"
                        + " or no-run");
    }

    @Test
    void aSolutionCannotNameSuchAOneEither() throws IOException {
        files.lesson(LESSON.replace("watch$", "Watch$"));

        assertThat(files.problems())
                .contains("lesson.yaml:8: a terminal has a number from 1 to 9 or a name such as logs");
    }

    @Test
    void theLanguagesTypeIntoTheSameTerminal() throws IOException {
        files.lesson(LESSON);
        writeTexts("```run terminal=watch");
        files.chinese(Files.readString(files.lessonFile("text.zh-CN.md")).replace("=watch", "=logs"));

        assertThat(files.problems())
                .contains("text.zh-CN.md:5: the run \"docker create --name web busybox\" does not stand at this"
                        + " place in text.en.md");
    }

    @Test
    void oneMoreThanALabHostMayHaveIsAProblem() throws IOException {
        String block = "```run terminal=T\ndocker ps\n```\n\n";
        files.lesson(LESSON + "      - host1:a$ docker ps\n      - host2:b$ docker ps\n      - host1:c$ docker ps\n"
                + "      - host1:d$ docker ps\n");
        String blocks = block.replace('T', 'a')
                + block.replace('T', '2')
                + block.replace('T', '1')
                + block.replace("T", "b host=host2")
                + block.replace('T', 'b')
                + block.replace('T', 'c');
        writeTexts(blocks + "```run");

        assertThat(files.problems())
                .filteredOn(problem -> problem.contains("terminal"))
                .containsExactly(
                        "lesson.yaml:12: a lab host has 4 terminals at most, and d would be one more",
                        "text.en.md:25: a lab host has 4 terminals at most, and c would be one more",
                        "text.zh-CN.md:25: a lab host has 4 terminals at most, and c would be one more");
    }
}
