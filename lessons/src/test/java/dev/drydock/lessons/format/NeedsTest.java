package dev.drydock.lessons.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.lessons.course.Step;
import dev.drydock.lessons.course.StepId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code needs} of steps. */
class NeedsTest {
    private static final StepId A = new StepId("a");
    private static final StepId B = new StepId("b");

    private static final String STEP = """
            - id: ID
              NEEDS
              check: {container: {name: on-ID}}
              solution: [docker create --name on-ID busybox]
            """;
    private static final String TEXT = "# T\n\n## A {#a}\n\na\n\n## B {#b}\n\nb\n\n## C {#c}\n\nc\n";

    @TempDir
    private Path root;

    private ContentFiles files;

    @BeforeEach
    void writeTexts() throws IOException {
        files = ContentFiles.right(root).english(TEXT).chinese(TEXT);
    }

    private static String step(String id, String needs) {
        String step = STEP.replace("ID", id);
        return needs.isEmpty() ? step.replace("  NEEDS\n", "") : step.replace("NEEDS", "needs: " + needs);
    }

    private void write(String first, String second, String third) throws IOException {
        files.lesson("minutes: 5\nsteps:\n" + step("a", first) + step("b", second) + step("c", third));
    }

    private List<Step> steps() {
        assertThat(files.problems()).isEmpty();
        return Courses.load(root).courses().getFirst().lessons().getFirst().steps();
    }

    @Test
    void aStepNamesNoneOneOrSeveral() throws IOException {
        write("", "[]", "[a, b]");
        assertThat(steps().stream().map(Step::needs))
                .containsExactly(Optional.empty(), Optional.of(Set.of()), Optional.of(Set.of(A, B)));

        write("[]", "", "a");
        assertThat(steps().stream().map(Step::needs))
                .containsExactly(Optional.of(Set.of()), Optional.empty(), Optional.of(Set.of(A)));
    }

    @Test
    void aStepOfQuestionsHasNeedsToo() throws IOException {
        String question = "{id: q, kind: single, answers: [x, y], right: x}";
        files.lesson(
                "minutes: 5\nsteps:\n" + step("a", "") + step("b", "") + "- id: c\n  needs: [a]\n  quiz: " + question);
        String text = TEXT + "\n> [!QUIZ q]\n> Which?\n>\n> - {#x} X.\n>\n>   Yes.\n> - {#y} Y.\n>\n>   No.\n";
        files.english(text).chinese(text);

        assertThat(steps().getLast().needs()).contains(Set.of(A));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '$',
            value = {
                "[a, d]|\"needs\": there is no step \"d\"",
                "[c]|\"needs\": the step \"c\" comes later; a step needs only steps that stand before it",
                "b|\"needs\": no step can need itself",
                "[a, a]|\"needs\": \"a\" stands there twice",
                "[A]|\"needs\": \"A\" is not an id: lower-case letters, digits and single hyphens, a letter first",
                "{a: b}|\"needs\" must be a text, not a mapping",
            })
    void aNeedThatCannotBeMetIsAProblem(String needs, String problem) throws IOException {
        write("", needs, "");

        assertThat(files.problems()).contains("lesson.yaml:7: " + problem);
        assertThat(Courses.load(root).courses().stream().flatMap(course -> course.lessons().stream()))
                .isEmpty();
    }

    @Test
    void stepsThatNeedEachOtherAreAProblem() throws IOException {
        write("", "[c]", "[b]");

        assertThat(files.problems())
                .contains(
                        "lesson.yaml:7: \"needs\": the step \"c\" comes later; a step needs only steps that stand before it");
    }

    @Test
    void aLessonInOneFileSaysItInAStepBlock() throws IOException {
        String step =
                "```run\ndocker create --name on-%1$s busybox\n```\n\n```check\ncontainer: {name: on-%1$s}\n```\n";
        String english = "# T\n\n## A {#a}\n\n" + step.replace("%1$s", "a") + "\n## B {#b}\n\n"
                + step.replace("%1$s", "b") + "\n```step\nneeds: []\n```\n";
        String chinese =
                "\n# T {#zh-CN}\n\n## A {#a}\n\n```run\ndocker create --name on-a busybox\n```\n\n## B {#b}\n\n"
                        + "```run\ndocker create --name on-b busybox\n```\n";
        files.write("courses/basics/020-one.md", "---\nminutes: 5\n---\n\n" + english + chinese);
        write("", "", "");

        assertThat(files.problems()).isEmpty();
        assertThat(Courses.load(root)
                        .courses()
                        .getFirst()
                        .lessons()
                        .getLast()
                        .steps()
                        .getLast()
                        .needs())
                .contains(Set.of());
    }
}
