package dev.drydock.lessons.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.lessons.course.Lesson;
import dev.drydock.lessons.course.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lessons that stand in one Markdown file. Lines in problems are those of the file. */
class LessonFileTest {
    private static final String FILE = "020-one.md";
    private static final String RIGHT = """
            ---
            minutes: 7
            hosts: 2
            ---
            # One

            Introduction.

            ## Make {#make}

            ```run terminal=make
            docker create --name one busybox
            ```

            ```check
            container: {name: one}
            ```

            ```run no-run
            docker ps
            ```

            ## Look {#look}

            ```run host=host2
            docker create --name far busybox
            ```

            ```check
            host2:
              container: {name: far}
            ```

            ```step
            wrong:
              - id: near
                check: {container: {name: far}}
                try: [docker create --name far busybox]
                undo: [docker rm far]
            ```

            > [!WRONG near]
            > Here.

            # 一 {#zh-CN}

            ## 做 {#make}

            ```run terminal=make
            docker create --name one busybox
            ```

            ```run no-run
            docker ps
            ```

            ## 看 {#look}

            ```run host=host2
            docker create --name far busybox
            ```

            > [!WRONG near]
            > 在这里。
            """;

    @TempDir
    private Path root;

    private ContentFiles files;

    @BeforeEach
    void writeCourse() throws IOException {
        files = ContentFiles.right(root).write("images/index.json", "[\"busybox\"]\n");
    }

    private List<String> problems(String content) throws IOException {
        files.write("courses/basics/" + FILE, content);
        return files.problems();
    }

    private List<Lesson> lessons() {
        return Courses.load(root).courses().getFirst().lessons();
    }

    private static List<String> typed(Step step) {
        return step.solution().lines().stream()
                .map(line -> line.host() + " " + line.terminal() + " " + line.command())
                .toList();
    }

    @Test
    void saysWhatALessonInADirectorySays() throws IOException {
        assertThat(problems(RIGHT)).isEmpty();
        Lesson lesson = lessons().getLast();

        assertThat(lesson.id()).hasToString("one");
        assertThat(lesson.number()).isEqualTo(20);
        assertThat(lesson.minutes()).isEqualTo(7);
        assertThat(lesson.title(Locale.ENGLISH)).isEqualTo("One");
        assertThat(lesson.title(Locale.SIMPLIFIED_CHINESE)).isEqualTo("一");
        assertThat(lesson.steps()).extracting(step -> step.id().value()).containsExactly("make", "look");
        assertThat(typed(lesson.steps().getFirst())).containsExactly("1 make docker create --name one busybox");
        assertThat(typed(lesson.steps().getLast())).containsExactly("2 1 docker create --name far busybox");
        assertThat(lesson.steps().getLast().wrong()).hasSize(1);
        assertThat(lesson.steps().getFirst().texts().in(Locale.ENGLISH))
                .contains("docker ps")
                .doesNotContain("container: {name: one}");
    }

    @Test
    void aSolutionBlockIsTypedInPlaceOfRunBlocks() throws IOException {
        assertThat(problems(
                        RIGHT.replaceFirst("```check\n", "```solution\ncat > a <<EOF\none\nEOF\n```\n\n```check\n")))
                .isEmpty();

        assertThat(typed(lessons().getLast().steps().getFirst())).containsExactly("1 1 cat > a <<EOF\none\nEOF");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            minutes: 7|minutes: x|2: "minutes": "x" is not from 1 to 240
            hosts: 2|steps: []|3: the steps of a lesson in one file are its sections
            hosts: 2|hots: 2|3: unknown key "hots" in a lesson; known are hosts, images, minutes, steps, variables
            container: {name: one}|contaner: {name: one}|16: unknown key "contaner" in a check
            container: {name: one}|a: &x [*x]|16: an anchor or alias; write the value out
            container: {name: one}|' '|16: nothing stands here
            ```step|```check|35: a second "check" of the step
            wrong:|check:|30: a second "check" of the step
            '# 一 {#zh-CN}'|# 一 {#fr}|45: lessons are not written in fr
            '# 一 {#zh-CN}'|# 一|45: only the lesson's title is a heading of level 1
            '## 看 {#look}'|## 看 {#see}|57: the section {#see} is no step of 020-one.md; they are make, look
            > Here.|```|1: the text in zh-CN is missing: it begins with a line "# Title {#zh-CN}"
            """)
    void problemsHaveTheLinesOfTheFile(String old, String next, String problem) throws IOException {
        assertThat(RIGHT).contains(old);
        assertThat(problems(RIGHT.replace(old, next)).toString()).contains(FILE + ":" + problem);
        assertThat(lessons()).extracting(lesson -> lesson.id().value()).containsExactly("first");
    }

    @Test
    void aBlockOutsideOfTheFirstLanguagesStepsIsAProblem() throws IOException {
        String block = "```check\ncontainer: {name: one}\n```\n";

        assertThat(problems(RIGHT.replace("Introduction.\n", block)))
                .contains(FILE + ":7: a check block stands in a step of the first language");
        assertThat(problems(RIGHT + "\n" + block)).hasSize(1).first().asString().contains("a check block stands in");
    }

    @ParameterizedTest
    @CsvSource({"''", "---", "# One", "'---\nminutes: 5'"})
    void aFileWithoutFrontMatterIsNoLesson(String content) throws IOException {
        assertThat(problems(content).getFirst()).startsWith(FILE + ":1: a lesson in one file begins with a line ---");
    }

    @Test
    void aLinkIsNoLessonAndAFileThatIsNamedOtherwiseIsNone() throws IOException {
        Path secret = Files.writeString(root.resolve("secret.md"), RIGHT);
        Files.createSymbolicLink(root.resolve("courses/basics/030-link.md"), secret);

        assertThat(problems(RIGHT)).isEmpty();
        files.write("courses/basics/README.md", "# Notes");
        assertThat(files.problems()).isEmpty();
        assertThat(lessons()).hasSize(2);
    }

    @Test
    void ofAFileAndADirectoryWithOneNameThereIsOne() throws IOException {
        files.write("courses/basics/030-first.md", RIGHT);

        assertThat(files.problems()).containsExactly("030-first.md:1: the same lesson id as 010-first");
    }
}
