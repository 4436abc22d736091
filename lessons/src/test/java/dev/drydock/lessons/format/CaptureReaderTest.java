package dev.drydock.lessons.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.lessons.check.Check.OfContainer;
import dev.drydock.lessons.check.TextPattern;
import dev.drydock.lessons.course.Lesson;
import dev.drydock.lessons.text.LessonText;
import dev.drydock.lessons.variable.VariableId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaptureReaderTest {
    private static final String YAML = """
            minutes: 5
            steps:
            - id: run
              check: {container: {name: web}}
              solution: [docker create --name web busybox]
              capture: CAPTURE
            - id: next
              check: {container: {name: "of-@{web-port}", publish: "@{web-port}:80"}}
              solution: ["docker create --name of-@{web-port} -p @{web-port}:80 busybox"]
            """;
    private static final String CAPTURE = "{web-port: {container: web, property: port}}";
    private static final String TEXT = "# T\n\n## A {#run}\n\na\n\n## B @{web-port} {#next}\n\nIt is `@{web-port}`.\n";

    private static final String TAKEN = ": the step \"run\" takes it down, which has to be done before";

    @TempDir
    private Path root;

    private ContentFiles files;

    @BeforeEach
    void writeLesson() throws IOException {
        files = ContentFiles.right(root).write("images/index.json", "[\"busybox\"]\n");
        files.lesson(YAML.replace("CAPTURE", CAPTURE)).english(TEXT).chinese(TEXT);
    }

    private List<String> lint() {
        return Lint.lint(root.resolve("courses/basics/010-first"), root).stream()
                .map(problem -> problem.toString().replace(root + "/courses/basics/010-first/", ""))
                .toList();
    }

    @Test
    void whatWasTakenDownStandsInTheStepsAfterIt() {
        assertThat(lint()).isEmpty();
        Lesson lesson = Courses.load(root).courses().getFirst().lessons().getFirst();
        Lesson knowing = lesson.knowing(Map.of(new VariableId("web-port"), "32768"));

        assertThat(((OfContainer) knowing.steps().getLast().check()).name()).contains(new TextPattern("of-32768"));
        assertThat(knowing.steps().getLast().title(Locale.ENGLISH)).isEqualTo("B 32768");
        assertThat(LessonText.html(
                        Locale.ENGLISH, knowing.shown(), knowing.steps().getLast()))
                .isEqualTo("<p>It is <code>32768</code>.</p>\n");
        assertThat(knowing.captured()).isEqualTo("web-port=32768");
        assertThat(lesson.drawn("ann", Map.of(new VariableId("web-port"), "32768"))
                        .captured())
                .isEqualTo("web-port=32768");
    }

    @Test
    void beforeThatTheNameOfTheValueStandsThere() {
        Lesson lesson =
                Courses.load(root).courses().getFirst().lessons().getFirst().drawn("ann");

        assertThat(lesson.steps().getLast().title(Locale.ENGLISH)).isEqualTo("B web-port");
        assertThat(LessonText.html(
                        Locale.ENGLISH, lesson.shown(), lesson.steps().getLast()))
                .isEqualTo("<p>It is <code>web-port</code>.</p>\n");
        assertThat(lesson.captured()).isEmpty();
    }

    @Test
    void aStepThatDoesNotNeedTheOneThatTakesItDownDoesNotKnowAValue() throws IOException {
        files.lesson(YAML.replace("CAPTURE", CAPTURE).replace("- id: next\n", "- id: next\n  needs: []\n"));

        assertThat(lint())
                .containsExactly(
                        "lesson.yaml:9: there is no variable @{web-port}" + TAKEN,
                        "lesson.yaml:9: there is no variable @{web-port}" + TAKEN,
                        "lesson.yaml:10: there is no variable @{web-port}" + TAKEN,
                        "lesson.yaml:10: there is no variable @{web-port}" + TAKEN,
                        "text.en.md:7: there is no variable @{web-port}" + TAKEN,
                        "text.en.md:9: there is no variable @{web-port}" + TAKEN,
                        "text.zh-CN.md:7: there is no variable @{web-port}" + TAKEN,
                        "text.zh-CN.md:9: there is no variable @{web-port}" + TAKEN);
    }

    @Test
    void onlyStepsAfterItKnowAValue() throws IOException {
        files.lesson(YAML.replace("CAPTURE", CAPTURE)
                .replace("[docker create --name web busybox]", "[\"docker create --name @{web-port} busybox\"]"));
        files.english(TEXT.replace("\na\n", "\n@{web-port}\n").replace("# T", "# @{web-port}"));

        assertThat(lint())
                .containsExactly(
                        "lesson.yaml:5: there is no variable @{web-port}" + TAKEN,
                        "text.en.md:1: there is no variable @{web-port}" + TAKEN,
                        "text.en.md:5: there is no variable @{web-port}" + TAKEN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[a]|\"capture\" must be a mapping, not a list",
                "{web-port: {container: web}}|\"property\" is missing in a captured value",
                "{web-port: {container: web, property: color}}|\"property\": \"color\" is no property; they are id, name, ip, port, image",
                "{web-port: {image: busybox, property: port}}|\"property\": of this there is only id",
                "{web-port: {network: shop, property: port}}|\"property\": of this there is only subnet",
                "{web-port: {network: shop, image: busybox, property: id}}|a captured value is of exactly one of container, image, network",
                "{Web: {container: web, property: id}}|\"Web\" is not a variable's name: lower-case letters, digits and single hyphens, a letter first",
            })
    void saysWhatIsWrongWithIt(String capture, String sentence) throws IOException {
        files.lesson(YAML.replace("CAPTURE", capture));

        assertThat(lint()).contains("lesson.yaml:6: " + sentence);
    }

    @Test
    void eachNameIsUsedOnce() throws IOException {
        files.lesson(YAML.replace("CAPTURE", CAPTURE)
                .replace("minutes: 5\n", "minutes: 5\nvariables: {web-port: {port: 80-90}}\n"));

        assertThat(lint()).containsExactly("lesson.yaml:4: a second value is called web-port");
    }
}
