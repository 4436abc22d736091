package dev.drydock.lessons.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.lessons.course.Lesson;
import dev.drydock.lessons.course.Step;
import dev.drydock.lessons.course.Term;
import dev.drydock.lessons.course.TermId;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlossaryTest {
    private static final String LAYER = """
            layer:
              en: {term: layer, meaning: A part of an image.}
              zh-CN: {term: 层, meaning: 镜像的一部分。}
            """;
    private static final String TEXT = """
            # Title

            INTRODUCTION

            ## Step {#run}

            BODY

            ```run
            docker create --name web busybox
            ```

            > [!HINT]
            > Help.
            """;

    @TempDir
    private Path root;

    private ContentFiles files;

    @BeforeEach
    void write() throws IOException {
        files = ContentFiles.right(root).write("glossary.yaml", LAYER);
    }

    private ContentFiles body(String text) throws IOException {
        return files.english(TEXT.replace("INTRODUCTION\n\n", "").replace("BODY", text));
    }

    @Test
    void aTermLeadsToItsMeaning() throws IOException {
        body("It is a [*layer*](term:layer).");
        Courses courses = Courses.load(root);

        assertThat(courses.problems()).isEmpty();
        Lesson lesson = courses.courses().getFirst().lessons().getFirst();
        assertThat(lesson.terms()).containsExactly(new TermId("layer"));
        Step step = lesson.steps().getFirst();
        assertThat(LessonText.html(Locale.ENGLISH, lesson.values(), step))
                .contains("<a class=\"term\" href=\"/glossary#layer\" data-term=\"layer\""
                        + " aria-describedby=\"term-layer\"><em>layer</em></a>");
        Term term = courses.glossary().find(new TermId("layer")).orElseThrow();
        assertThat(term.names().in(Locale.SIMPLIFIED_CHINESE)).isEqualTo("层");
        assertThat(term.meanings().in(Locale.ENGLISH)).isEqualTo("A part of an image.");
    }

    @Test
    void aTermThatTheGlossaryDoesNotHaveIsAnErrorWhereItStands() throws IOException {
        files.chinese(TEXT.replace("INTRODUCTION", "这是[东西](term:thing)。").replace("BODY", "字"));
        body("a\n\nIt is a [lyer](term:lyer).");

        assertThat(files.problems())
                .contains(
                        "text.en.md:7: the glossary has no term \"lyer\": see glossary.yaml",
                        "text.zh-CN.md:3: the glossary has no term \"thing\": see glossary.yaml");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[x](term:Layer)|5: a term is named by its id: [word](term:image)",
                "[x](term:../../etc)|5: a term is named by its id: [word](term:image)",
                "[x](term:)|5: a term is named by its id: [word](term:image)",
                "[x](term:@{fruit})|5: a term is named by its id: [word](term:image)",
                "是*[层](term:layer)*（layer）|5: \"*\" beside a link is not taken as emphasis; put it inside: [*word*](address)",
                "[ ](term:layer)|5: a term without a word to read",
                "### A [layer](term:layer)|5: a term is explained in the text, not in a heading or in an answer"
            })
    void whatIsNoTermIsSaid(String text, String problem) throws IOException {
        body(text);

        assertThat(files.problems()).contains("text.en.md:" + problem);
    }

    @Test
    void aTermIsNoAnswerAndNoTitle() throws IOException {
        files.lesson("""
                minutes: 5
                steps:
                  - id: run
                    quiz: {id: q, kind: single, answers: [a, b], right: a}
                """);
        String text = "# T\n\n## S {#run}\n\n> [!QUIZ q]\n> What?\n>\n> - {#a} A [layer](term:layer).\n>\n>   Yes, a"
                + " [layer](term:layer).\n> - {#b} B.\n>\n>   No.\n";
        files.english(text);
        files.chinese(text.replace("A [layer](term:layer).", "A"));

        assertThat(files.problems())
                .contains("text.en.md:8: a term is explained in the text, not in a heading or in an answer");
        body("a");
        files.english(TEXT.replace("# Title", "# [Title](term:layer)"));
        assertThat(files.problems())
                .contains("text.en.md:1: a term is explained in the text, not in a heading or in an answer");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{en: {term: a, meaning: b}}|\"zh-CN\" is missing in a term",
                "{en: {term: a, meaning: b}, zh-CN: {term: a}}|\"meaning\" is missing in a term's words",
                "{en: {term: a, meaning: ' '}, zh-CN: {term: a, meaning: b}}|\"meaning\" must be a text, not an empty one",
                "{en: a, zh-CN: b}|a term's words must be a mapping, not a text",
                "{de: {term: a, meaning: b}}|unknown key \"de\" in a term; known are en, zh-CN"
            })
    void aTermHasItsWordsInEveryLanguage(String words, String problem) throws IOException {
        files.write("glossary.yaml", LAYER + "\nlyer: " + words + "\n");
        body("It is a [layer](term:lyer) and a [layer](term:layer).");

        // The lesson is not to blame.
        assertThat(files.problems()).containsExactly("glossary.yaml:5: " + problem);
        assertThat(Courses.load(root).courses().getFirst().lessons()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "layer: &a {en: *a}",
                "layer: !!java.net.URL [x]",
                "- layer",
                "layer: {en: {term: a, meaning: LONG}, zh-CN: {term: a, meaning: a}}",
                "Layer: {}",
                "layer: {}\nlayer: {}"
            })
    void strangeGlossariesAreRefused(String yaml) throws IOException {
        files.write("glossary.yaml", yaml.replace("LONG", "x".repeat(401)) + "\n");

        assertThat(files.problems())
                .hasSize(1)
                .allSatisfy(problem -> assertThat(problem).startsWith("glossary.yaml:"));
        assertThat(Courses.load(root).courses()).hasSize(1);
    }

    @Test
    void aGlossaryIsAFileAndNotLarge() throws IOException {
        files.write("glossary.yaml", LAYER + "# " + "x".repeat(256 * 1024));
        assertThat(files.problems()).containsExactly("glossary.yaml:1: larger than 256 KiB");

        Path glossary = root.resolve("glossary.yaml");
        Path elsewhere = Files.writeString(root.resolve("elsewhere.yaml"), LAYER);
        Files.delete(glossary);
        Files.createSymbolicLink(glossary, elsewhere);
        assertThat(files.problems()).containsExactly("glossary.yaml:1: not a regular file");
    }

    @Test
    void aLessonAloneIsLintedWithTheGlossaryOfItsContent() throws IOException {
        files.write("images/index.json", "[\"busybox\"]\n");
        body("It is a [layer](term:layer) and a [lyer](term:lyer).");

        List<LessonProblem> problems = Lint.lint(files.lessonFile("").normalize(), root);

        assertThat(problems)
                .extracting(LessonProblem::sentence)
                .containsExactly("the glossary has no term \"lyer\": see glossary.yaml");
    }
}
