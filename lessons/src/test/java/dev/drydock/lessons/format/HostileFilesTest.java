package dev.drydock.lessons.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that try to do harm by being read. */
class HostileFilesTest {
    @TempDir
    private Path root;

    private ContentFiles files;

    @BeforeEach
    void writeCourse() throws IOException {
        files = ContentFiles.right(root);
    }

    @Test
    void aliasBombIsRefused() throws IOException {
        StringBuilder bomb = new StringBuilder("minutes: 5\na0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 30; i++) {
            bomb.append("a" + i + ": &a" + i + " [");
            bomb.append(("*a" + (i - 1) + ",").repeat(10)).append("]\n");
        }
        files.lesson(bomb.toString());

        assertThat(files.problems()).contains("lesson.yaml:2: an anchor or alias; write the value out");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "minutes: !!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[!!java.net.URL [\"http://127.0.0.1/\"]]]]",
                "minutes: !!int 5",
                "minutes: !custom x",
                "!!map {minutes: 5}",
            })
    void tagsAreRefused(String yaml) throws IOException {
        files.lesson(yaml + "\n");

        assertThat(files.problems())
                .anySatisfy(problem ->
                        assertThat(problem).startsWith("lesson.yaml:1: a tag (").endsWith("plain here"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"minutes: &a 5", "minutes: *a", "&a minutes: 5", "? &a\n: 5", "<<: *a"})
    void anchorsAndAliasesAreRefused(String yaml) throws IOException {
        files.lesson(yaml + "\n");

        assertThat(files.problems()).anySatisfy(problem -> assertThat(problem).startsWith("lesson.yaml:1: "));
        assertThat(Courses.load(root).courses()).isEmpty();
    }

    @Test
    void deepNestingIsRefused() throws IOException {
        files.lesson("minutes: " + "[".repeat(100_000));
        assertThat(files.problems()).contains("lesson.yaml:1: nested more than 20 deep");

        files.check("{not: ".repeat(20_000));
        assertThat(files.problems()).anySatisfy(problem -> assertThat(problem).contains("nested more than 20 deep"));
    }

    @Test
    void fiftyMegabytesAreNotRead() throws IOException {
        for (String name : new String[] {"lesson.yaml", "text.en.md"}) {
            try (var file = new RandomAccessFile(files.lessonFile(name).toFile(), "rw")) {
                file.setLength(50L << 20);
            }
        }
        Assertions.assertTimeout(
                Duration.ofSeconds(5),
                () -> assertThat(files.problems())
                        .contains("lesson.yaml:1: larger than 256 KiB", "text.en.md:1: larger than 256 KiB"));
    }

    @Test
    void linksAreNotFollowed() throws IOException {
        Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
        Files.move(files.lessonFile("text.en.md"), elsewhere.resolve("secret"));
        Files.createSymbolicLink(files.lessonFile("text.en.md"), elsewhere.resolve("secret"));
        Files.createSymbolicLink(root.resolve("courses/evil"), elsewhere);
        Files.createSymbolicLink(root.resolve("courses/basics/020-evil"), elsewhere);

        assertThat(files.problems())
                .containsExactly(
                        "courses/basics:1: a course without a lesson that can be read",
                        "text.en.md:1: not a regular file");
    }

    @Test
    void bytesThatAreNoTextAreRefused() throws IOException {
        Files.write(files.lessonFile("lesson.yaml"), new byte[] {'a', (byte) 0xC3, (byte) 0x28});
        Files.write(files.lessonFile("text.en.md"), "# T\n\u001B[2J\n".getBytes(StandardCharsets.UTF_8));
        Files.write(files.lessonFile("text.zh-CN.md"), "# T\0\n".getBytes(StandardCharsets.UTF_8));

        assertThat(files.problems())
                .contains(
                        "lesson.yaml:1: not UTF-8",
                        "text.en.md:2: the control character U+001B",
                        "text.zh-CN.md:1: the control character U+0000");
    }

    @Test
    void byteOrderMarkAndWindowsLineEndingsAreFine() throws IOException {
        for (String name : new String[] {"lesson.yaml", "text.en.md", "text.zh-CN.md"}) {
            Path file = files.lessonFile(name);
            Files.writeString(file, "\uFEFF" + Files.readString(file).replace("\n", "\r\n"));
        }

        assertThat(files.problems()).isEmpty();
        assertThat(Courses.load(root)
                        .courses()
                        .getFirst()
                        .lessons()
                        .getFirst()
                        .steps()
                        .getFirst()
                        .texts()
                        .texts())
                .allSatisfy((_, text) -> assertThat(text).contains("docker create --name web busybox\n```"));
    }
}
