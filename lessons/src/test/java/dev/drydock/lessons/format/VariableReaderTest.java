package dev.drydock.lessons.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.lessons.check.Check.OfContainer;
import dev.drydock.lessons.check.TextPattern;
import dev.drydock.lessons.course.AnswerId;
import dev.drydock.lessons.course.Lesson;
import dev.drydock.lessons.course.Step;
import dev.drydock.lessons.text.LessonText;
import dev.drydock.lessons.variable.VariableId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariableReaderTest {
    private static final String STEPS = """
            steps:
            - id: run
              check: {container: {name: "@{name}", memory: "@{memory}m"}}
              solution: ["docker create --name @{name} -m @{memory}m busybox"]
              wrong:
              - id: other
                check: {container: {name: "not-@{name}"}}
                try: ["docker create --name not-@{name} busybox"]
                undo: ["docker rm not-@{name}"]
            """;
    private static final String TEXT = """
            # About @{name}

            Before **@{name}**.

            ## Make @{name} {#run}

            `@{name}` at [@{port}](http://localhost:@{port}/):

            ```run
            docker create --name @{name} busybox
            ```

            > [!HINT]
            > Hint @{name}

            > [!WRONG other]
            > Wrong @{name}
            """;
    private static final String VARIABLES = """
            minutes: 5
            variables:
              name: {name: two words}
              memory: {number: 48-96, step: 16}
              port: {port: 8000-8999}
              fruit: {one-of: [apple, pear]}
            """;

    @TempDir
    private Path root;

    private ContentFiles files;

    @BeforeEach
    void writeLesson() throws IOException {
        files = ContentFiles.right(root).write("images/index.json", "[\"busybox\"]\n");
        files.lesson(VARIABLES + STEPS).english(TEXT).chinese(TEXT);
    }

    private List<String> lint() {
        return Lint.lint(root.resolve("courses/basics/010-first"), root).stream()
                .map(problem -> problem.toString().replace(root + "/courses/basics/010-first/", ""))
                .toList();
    }

    private Lesson lesson() {
        return Courses.load(root).courses().getFirst().lessons().getFirst();
    }

    @Test
    void eachStudentHasALessonOfTheirOwn() {
        assertThat(lint()).isEmpty();
        Lesson ann = lesson().drawn("ann");
        String name = ann.values().find(new VariableId("name")).orElseThrow();
        Step step = ann.steps().getFirst();

        assertThat(((OfContainer) step.check()).name()).contains(new TextPattern(name));
        assertThat(step.solution().commands().getFirst()).startsWith("docker create --name " + name + " -m ");
        assertThat(step.wrong().getFirst().attempt().commands())
                .containsExactly("docker create --name not-" + name + " busybox");
        assertThat(step.wrong().getFirst().undo().getFirst().command()).isEqualTo("docker rm not-" + name);
        assertThat(lesson().drawn("ann").values()).isEqualTo(ann.values());
        assertThat(lesson().drawn("bob").values()).isNotEqualTo(ann.values());
        Set<Object> different = new HashSet<>();
        IntStream.range(0, 50)
                .forEach(seed -> different.add(lesson().drawn("s" + seed).values()));
        assertThat(different).hasSize(50);
    }

    @Test
    void theTextsSayTheSameAsTheChecks() {
        Lesson ann = lesson().drawn("ann");
        String name = ann.values().find(new VariableId("name")).orElseThrow();
        String port = ann.values().find(new VariableId("port")).orElseThrow();
        Step step = ann.steps().getFirst();

        assertThat(ann.title(Locale.ENGLISH)).isEqualTo("About " + name);
        assertThat(step.title(Locale.ENGLISH)).isEqualTo("Make " + name);
        assertThat(LessonText.html(Locale.ENGLISH, ann)).isEqualTo("<p>Before <strong>" + name + "</strong>.</p>\n");
        assertThat(LessonText.html(Locale.ENGLISH, ann.values(), step))
                .contains("<code>" + name + "</code>")
                .contains("href=\"http://localhost:" + port + "/\"")
                .contains(">" + port + "</a>")
                .contains("data-command=\"docker create --name " + name + " busybox\"");
        assertThat(LessonText.html(Locale.ENGLISH, ann.values(), step.hints().getFirst()))
                .isEqualTo("<p>Hint " + name + "</p>\n");
        assertThat(LessonText.html(Locale.ENGLISH, ann.values(), step.wrong().getFirst()))
                .isEqualTo("<p>Wrong " + name + "</p>\n");
    }

    @Test
    void valuesAreNoMarkup() throws IOException {
        files.lesson("minutes: 5\nvariables:\n  a: {one-of: [x/_x_, y/_y_]}\n  b: {one-of: [1., 2.]}\n"
                + STEPS.replace("@{name}", "web").replace("@{memory}", "64"));
        String text = "# T\n\nA @{a} here\n\n@{b} x\n\n## S {#run}\n\n> [!HINT]\n> h\n\n> [!WRONG other]\n> w\n";
        files.english(text).chinese(text);

        Lesson ann = lesson().drawn("ann");
        String a = ann.values().find(new VariableId("a")).orElseThrow();
        String b = ann.values().find(new VariableId("b")).orElseThrow();
        assertThat(LessonText.html(Locale.ENGLISH, ann)).isEqualTo("<p>A " + a + " here</p>\n<p>" + b + " x</p>\n");
    }

    @Test
    void questionsHaveValuesToo() throws IOException {
        files.lesson(VARIABLES
                + STEPS.replace(
                        "  wrong:",
                        "  quiz: {id: limit, kind: number, answers: {yes: \"@{memory}\"}, right: yes}\n  wrong:"));
        String text = TEXT.replace(
                "> [!HINT]",
                "> [!QUIZ limit]\n> How much for @{name}?\n>\n> - {#yes} @{memory} it is.\n> - {#other} No.\n\n> [!HINT]");
        files.english(text).chinese(text);

        assertThat(lint()).isEmpty();
        Lesson ann = lesson().drawn("ann");
        String name = ann.values().find(new VariableId("name")).orElseThrow();
        String memory = ann.values().find(new VariableId("memory")).orElseThrow();
        Step step = ann.steps().getFirst();
        assertThat(LessonText.html(Locale.ENGLISH, ann.values(), step)).contains("How much for " + name + "?");
        assertThat(LessonText.html(
                        Locale.ENGLISH, ann.values(), step, step.quizzes().getFirst(), new AnswerId("yes")))
                .isEqualTo("<p>" + memory + " it is.</p>\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[a]|2|\"variables\" must be a mapping, not a list",
                "{a: {}}|2|a variable is exactly one of one-of, number, port, name",
                "{a: {number: 1-2, port: 1-2}}|2|a variable is exactly one of one-of, number, port, name",
                "{a: {word: x}}|2|unknown key \"word\" in a variable; known are name, number, one-of, port, step",
                "{a_b: {number: 1-2}}|2|\"a_b\" is not a variable's name: lower-case letters, digits and single hyphens, a letter first",
                "{a: {number: 5}}|2|\"5\" is no range such as 32-96",
                "{a: {number: 5-4}}|2|5-4 by 1 is no range",
                "{a: {number: 1-9, step: 0}}|2|1-9 by 0 is no range",
                "{a: {port: 1-70000}}|2|ports go from 1 to 65535",
                "{a: {port: 1-7, step: 2}}|2|only a number has a step",
                "{a: {one-of: [x]}}|2|\"one-of\" has from 2 to 64 values",
                "{a: {one-of: [x, x]}}|2|the same value twice",
                "{a: {one-of: [x, '$(reboot)']}}|2|\"$(reboot)\" is no value: a letter or digit, then letters, digits, dots, colons, slashes, _, - and @",
                "{a: {name: three words}}|2|a name is made of \"one word\" or \"two words\"",
            })
    void saysWhatIsWrongWithAVariable(String variables, int line, String sentence) throws IOException {
        files.lesson("minutes: 5\nvariables: " + variables + "\n" + STEPS);

        assertThat(lint()).contains("lesson.yaml:" + line + ": " + sentence);
    }

    @Test
    void aPlaceWithoutAVariableIsAProblem() throws IOException {
        files.lesson("minutes: 5\nvariables: {name: {name: one word}}\n" + STEPS);

        assertThat(lint())
                .contains(
                        "lesson.yaml:5: there is no variable @{memory}; there are name",
                        "lesson.yaml:6: there is no variable @{memory}; there are name",
                        "text.en.md:7: there is no variable @{port}; there are name",
                        "text.zh-CN.md:7: there is no variable @{port}; there are name");
    }

    @Test
    void aLessonWithoutVariablesHasNoPlaces() throws IOException {
        files.lesson("minutes: 5\n" + STEPS.replace("@{name}", "web").replace(", memory: \"@{memory}m\"", ""));
        files.english(TEXT.replace("@{name}", "x").replace("@{port}", "1"));
        files.chinese(TEXT.replace("@{name}", "x").replace("@{port}", "1"));

        assertThat(lint()).containsExactly("lesson.yaml:5: there is no variable @{memory}");
    }

    @Test
    void everyValueIsTried() throws IOException {
        files.lesson(VARIABLES.replace("48-96, step: 16", "4-96") + STEPS);

        assertThat(lint())
                .containsExactly(
                        "lesson.yaml:9: Docker gives no container less than 6m of memory (when @{memory} is 4)");
    }

    @Test
    void idsAreTheSameForAll() throws IOException {
        files.lesson(VARIABLES + STEPS.replace("id: run", "id: \"@{name}\""));
        assertThat(lint())
                .contains("lesson.yaml:8: \"id\": \"@{name}\" is not an id: lower-case letters, digits and single"
                        + " hyphens, a letter first");

        files.lesson(VARIABLES + STEPS.replace("id: other", "id: \"@{name}\""));
        assertThat(lint())
                .contains("lesson.yaml:12: \"id\": \"@{name}\" is not an id: lower-case letters, digits and single"
                        + " hyphens, a letter first");
    }
}
