package dev.drydock.lessons.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.lessons.course.Hint;
import dev.drydock.lessons.course.HintId;
import dev.drydock.lessons.course.Situation;
import dev.drydock.lessons.course.Solution;
import dev.drydock.lessons.course.TypedLine;
import dev.drydock.lessons.course.WrongAnswer;
import dev.drydock.lessons.course.WrongId;
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

class SituationReaderTest {
    private static final String EXPLANATION = "\n> [!WRONG misspelt]\n> TEXT\n";

    @TempDir
    private Path root;

    private ContentFiles files;

    @BeforeEach
    void writeLesson() throws IOException {
        files = ContentFiles.right(root).write("images/index.json", "[\"busybox\"]\n");
        wrong("{id: misspelt, check: {container: {name: wep}}, try: [docker create --name wep busybox], undo: [a, b]}");
        append("text.en.md", EXPLANATION.replace("TEXT", "Look closely."));
        append("text.zh-CN.md", EXPLANATION.replace("TEXT", "仔细看。"));
    }

    private void wrong(String... answers) throws IOException {
        StringBuilder yaml = new StringBuilder(
                "minutes: 5\nsteps:\n- id: run\n  check: {container: {name: web}}\n  solution: [a]\n  wrong:\n");
        for (String answer : answers) {
            yaml.append("  - ").append(answer).append('\n');
        }
        files.lesson(yaml.toString());
    }

    private void append(String file, String text) throws IOException {
        Path path = files.lessonFile(file);
        Files.writeString(path, Files.readString(path) + text);
    }

    private List<String> lint() {
        return Lint.lint(root.resolve("courses/basics/010-first"), root).stream()
                .map(problem -> problem.toString().replace(root + "/courses/basics/010-first/", ""))
                .toList();
    }

    @Test
    void readsAWrongAnswerWithItsTexts() {
        assertThat(lint()).isEmpty();

        WrongAnswer wrong = Courses.load(root)
                .courses()
                .getFirst()
                .lessons()
                .getFirst()
                .steps()
                .getFirst()
                .wrong()
                .getFirst();
        assertThat(wrong.id()).isEqualTo(new WrongId("misspelt"));
        assertThat(wrong.texts().in(Locale.ENGLISH)).isEqualTo("Look closely.");
        assertThat(wrong.texts().in(Locale.SIMPLIFIED_CHINESE)).isEqualTo("仔细看。");
        assertThat(wrong.attempt()).isEqualTo(Solution.of("docker create --name wep busybox"));
        assertThat(wrong.undo()).containsExactly(new TypedLine(1, "a"), new TypedLine(1, "b"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{check: {container: {}}, try: [a]}|\"id\" is missing in a wrong answer",
                "{id: misspelt, try: [a]}|\"check\" is missing in a wrong answer",
                "{id: misspelt, check: {container: {}}}|\"try\" is missing in a wrong answer",
                "{id: misspelt, check: {container: {}}, try: []}|\"try\" is an empty list",
                "{id: misspelt, check: {container: {}}, try: [a], fix: b}|unknown key \"fix\" in a wrong answer; known are check, id, try, undo",
                "{id: misspelt, check: {not: {container: {}}}, try: [a]}|the check is met before anything was done; ask for an event or for something that is new, too",
                "{id: misspelt, check: {container: {}}, try: [docker run nginx]}|the image nginx:latest is not offered offline, no solution makes it, and \"images\" does not name it",
                "{id: misspelt, check: {container: {image: nginx}}, try: [a]}|the image nginx:latest is not offered offline, no solution makes it, and \"images\" does not name it",
                "{id: misspelt, check: {container: {}}, try: ['host2$ a']}|host2 is not there: write \"hosts: 2\" in lesson.yaml",
                "{id: misspelt, check: {host2: {container: {}}}, try: [a]}|host2 is not there: write \"hosts: 2\" in lesson.yaml",
                "{id: Bad, check: {container: {}}, try: [a]}|\"id\": \"Bad\" is not an id: lower-case letters, digits and single hyphens, a letter first",
            })
    void saysWhatIsWrongWithIt(String answer, String sentence) throws IOException {
        wrong(answer);

        assertThat(lint()).contains("lesson.yaml:7: " + sentence);
    }

    private void hint(String hint) throws IOException {
        files.lesson("minutes: 5\nsteps:\n- id: run\n  check: {container: {name: web}}\n  solution: [a]\n  hints:\n  - "
                + hint + "\n");
        for (String name : List.of("text.en.md", "text.zh-CN.md")) {
            Path text = files.lessonFile(name);
            Files.writeString(text, Files.readString(text).replace("[!WRONG misspelt]", "[!HINT exited]"));
        }
    }

    @Test
    void readsAHintForASituationBehindThoseThatAlwaysHelp() throws IOException {
        hint("{id: exited, check: {container: {name: web, state: exited}}, try: [b], undo: [c]}");
        assertThat(lint()).isEmpty();

        List<Hint> hints = Courses.load(root)
                .courses()
                .getFirst()
                .lessons()
                .getFirst()
                .steps()
                .getFirst()
                .hints();
        assertThat(hints).extracting(hint -> hint.texts().in(Locale.ENGLISH)).containsExactly("Help.", "Look closely.");
        assertThat(hints.getFirst().situation()).isEmpty();
        Situation situation = hints.getLast().situation().orElseThrow();
        assertThat(situation.id()).isEqualTo(new HintId("exited"));
        assertThat(situation.attempt()).isEqualTo(Solution.of("b"));
        assertThat(situation.undo()).containsExactly(new TypedLine(1, "c"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{id: exited}|\"check\" is missing in a hint",
                "{id: exited, check: {container: {}}, undo: [a]}|\"undo\" without \"try\"",
                "{id: exited, check: {not: {container: {}}}}|the check is met before anything was done; ask for an event or for something that is new, too",
                "{id: exited, check: {container: {state: running, exit-code: 1}}}|a container that is alive has no exit code",
                "{id: exited, check: {host3: {container: {}}}}|host3 is not there: write \"hosts: 3\" in lesson.yaml",
                "{id: other, check: {container: {}}}|the hint other has no [!HINT other] in the section {#run} of text.en.md"
            })
    void saysWhatIsWrongWithAHint(String hint, String sentence) throws IOException {
        hint(hint);

        assertThat(lint()).contains("lesson.yaml:7: " + sentence);
    }

    @Test
    void aHintForASituationThatNobodyKnowsIsAnError() throws IOException {
        hint("{id: exited, check: {container: {}}}");
        append("text.en.md", "\n> [!HINT late]\n> Hm.\n\n> [!HINT exited]\n> Again.\n\n> [!HINT Bad]\n> Hm.\n");

        assertThat(lint())
                .contains(
                        "text.en.md:15: [!HINT late] is no hint of the step run in lesson.yaml",
                        "text.en.md:18: a second explanation of the hint exited",
                        "text.en.md:21: \"Bad\" is not an id: lower-case letters, digits and single hyphens, a letter first");
    }

    @Test
    void eachHasAnIdOfItsOwn() throws IOException {
        String answer = "{id: misspelt, check: {container: {}}, try: [a]}";
        wrong(answer, answer);

        assertThat(lint()).contains("lesson.yaml:8: a second wrong answer \"misspelt\"");
    }

    @Test
    void eachIsExplainedInEveryLanguage() throws IOException {
        wrong("{id: other, check: {container: {}}, try: [a]}");

        assertThat(lint())
                .containsExactly(
                        "lesson.yaml:7: the wrong answer other has no [!WRONG other] in the section {#run} of text.en.md",
                        "lesson.yaml:7: the wrong answer other has no [!WRONG other] in the section {#run} of text.zh-CN.md",
                        "text.en.md:12: [!WRONG misspelt] is no wrong answer of the step run in lesson.yaml",
                        "text.zh-CN.md:12: [!WRONG misspelt] is no wrong answer of the step run in lesson.yaml");
    }

    @Test
    void anExplanationIsNotEmpty() throws IOException {
        Path text = files.lessonFile("text.en.md");
        Files.writeString(text, Files.readString(text).replace("> Look closely.\n", ""));

        assertThat(lint()).containsExactly("text.en.md:12: [!WRONG misspelt] explains nothing");
    }
}
