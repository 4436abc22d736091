package dev.drydock.lessons.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lesson that the manual for authors writes is as right as it says. */
class AuthoringManualTest {
    private static final Pattern YAML = Pattern.compile("(?s)Replace `lesson\\.yaml`:\n\n```yaml\n(.*?)```\n");
    private static final Pattern TEXT = Pattern.compile("(?s)````markdown\n(.*?)````\n");

    private static final Pattern ONE_FILE = Pattern.compile("(?s)~~~~markdown\n(.*?)~~~~\n");

    @TempDir
    private Path root;

    @Test
    void theLessonOfTheManualHasNoProblem() throws IOException {
        String manual = Files.readString(Path.of("../docs/authoring.md"));
        ContentFiles files = ContentFiles.right(root).write("images/index.json", "[\"busybox\"]\n");
        files.lesson(YAML.matcher(manual).results().findFirst().orElseThrow().group(1));
        List<String> texts =
                TEXT.matcher(manual).results().map(found -> found.group(1)).toList();
        assertThat(texts).hasSize(2);
        files.english(texts.getFirst());
        files.chinese(texts.getLast());

        assertThat(Lint.lint(root, root)).isEmpty();
        assertThat(Courses.load(root).courses().getFirst().lessons().getFirst().steps())
                .hasSize(2);
    }

    @Test
    void theLessonInOneFileHasNoProblem() throws IOException {
        String manual = Files.readString(Path.of("../docs/authoring.md"));
        String lesson =
                ONE_FILE.matcher(manual).results().findFirst().orElseThrow().group(1);
        ContentFiles.right(root)
                .write("images/index.json", "[\"busybox\"]\n")
                .write("courses/basics/020-two-greetings.md", lesson);

        assertThat(Lint.lint(root, root)).isEmpty();
        assertThat(Lint.lint(root.resolve("courses/basics/020-two-greetings.md"), root))
                .isEmpty();
        assertThat(Courses.load(root).courses().getFirst().lessons().getLast().steps())
                .hasSize(2);
    }
}
