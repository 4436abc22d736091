package dev.drydock.lessons.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.lessons.course.AnswerId;
import dev.drydock.lessons.course.Lesson;
import dev.drydock.lessons.course.Quiz;
import dev.drydock.lessons.course.QuizId;
import dev.drydock.lessons.course.Step;
import dev.drydock.lessons.text.LessonText;
import dev.drydock.lessons.variable.Values;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lessons with questions, from their files to what a page has. */
class QuizFormatTest {
    private static final String YAML = """
            minutes: 5
            steps:
              - id: asked
                quiz:
                  - {id: kernel, kind: single, answers: [own, host], right: host}
                  - {id: code, kind: number, answers: {killed: 137}, right: killed}
            """;
    private static final String TEXT = """
            # T

            ## S {#asked}

            > [!QUIZ kernel]
            > Whose **kernel**?
            >
            > ```output
            > 6.1
            > ```
            >
            > - {#own} Its `own`.
            >
            >   No <image> has one.
            > - {#host} The host's.
            >
            >   So it is.

            > [!QUIZ code]
            > Which code?
            >
            > - {#killed} 128 and 9.
            > - {#other} Look again.
            """;

    @TempDir
    private Path root;

    private ContentFiles files;

    @BeforeEach
    void writeCourse() throws IOException {
        files = ContentFiles.right(root).lesson(YAML).english(TEXT.replace("<image>", "image"));
        files.chinese(TEXT.replace("<image>", "image"));
    }

    private Step step() {
        Lesson lesson = Courses.load(root).courses().getFirst().lessons().getFirst();
        return lesson.steps().getFirst();
    }

    @Test
    void aStepMayConsistOfQuestions() {
        assertThat(files.problems()).isEmpty();
        assertThat(step().check()).isEqualTo(Step.NOTHING);
        assertThat(step().quizzes()).extracting(Quiz::kind).containsExactly(Quiz.Kind.SINGLE, Quiz.Kind.NUMBER);
    }

    @Test
    void thePageHasTheQuestionAndNothingThatIsSaidToAnswers() {
        String html = LessonText.html(Locale.ENGLISH, Values.NONE, step());

        assertThat(html)
                .contains("<form class=\"quiz callout\" data-quiz=\"kernel\" data-kind=\"single\">")
                .contains("<p>Whose <strong>kernel</strong>?</p>", "<samp>6.1")
                .contains("<input type=\"radio\" name=\"answer\" value=\"own\" /><span>Its <code>own</code>.</span>")
                .contains("data-kind=\"number\"", "inputmode=\"numeric\"")
                .doesNotContain("{#", "No image", "So it is", "128", "Look again", "137");
    }

    @Test
    void whatIsSaidToAnAnswerIsOfThatAnswer() {
        assertThat(said("kernel", "own")).isEqualTo("<p>No image has one.</p>\n");
        assertThat(said("kernel", "host")).isEqualTo("<p>So it is.</p>\n");
        assertThat(said("code", "killed")).isEqualTo("<p>128 and 9.</p>\n");
        assertThat(said("code", "other")).isEqualTo("<p>Look again.</p>\n");
        assertThat(said("code", "none")).isEmpty();
    }

    private String said(String quiz, String answer) {
        Step step = step();
        return LessonText.html(
                Locale.ENGLISH, Values.NONE, step, step.find(new QuizId(quiz)).orElseThrow(), new AnswerId(answer));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "right: host|right: guest|\"right\": no answer is called guest",
                "right: host|right: [host, own]|one answer of a quiz of the kind single is right",
                "right: host}|right: host, hint: x}|unknown key \"hint\" in a quiz; known are answers, id, kind, predict, right",
                "kind: single|kind: double|\"kind\": \"double\" is not a kind of quiz; they are single, multiple, text, number",
                "[own, host]|[host]|a choice needs two answers",
                "[own, host]|[host, host]|a second answer \"host\"",
                "[own, host]|[host, other]|\"other\" is what is said to everything else: it stands in the texts only",
                "{killed: 137}|[killed]|\"answers\" of a quiz of the kind number is a mapping of ids to what is typed",
                "{killed: 137}|{killed: many}|\"answers\": \"many\" is not a number, nor one after !=, >= or <=",
                "{killed: 137}|{killed: {container: web, property: size}}|\"property\": \"size\" is not a property of containers; they are id, image, state, exit-code, ip, port, hostname",
                "id: code|id: kernel|a second quiz \"kernel\" in this lesson",
                "kind: single|kind: single, predict: maybe|\"predict\": \"maybe\" is neither true nor false"
            })
    void aQuestionThatIsWrongIsNamed(String old, String next, String sentence) throws IOException {
        files.lesson(YAML.replace(old, next));

        assertThat(files.problems())
                .anyMatch(problem -> problem.matches("lesson.yaml:[4-6]: .*") && problem.endsWith(sentence));
    }

    @Test
    void aStepOfPredictionsAloneAsksForNothing() throws IOException {
        files.lesson(YAML.replace("right: host", "predict: true, right: host")
                .replace("right: killed", "predict: true, right: killed"));

        assertThat(files.problems()).contains("lesson.yaml:3: \"check\" is missing in a step");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "QUIZ kernel|QUIZ colonel|lesson.yaml:5: the quiz kernel has no callout [!QUIZ kernel] in text.en.md",
                "QUIZ kernel|QUIZ colonel|text.en.md:5: the step has no quiz \"colonel\" in lesson.yaml; it has [kernel, code]",
                "{#own} |{#owned} |text.en.md:5: the quiz kernel has no answer {#own} here",
                "{#own} |{#owned} |text.en.md:12: the answers of the quiz kernel are [own, host], each once; here is \"owned\"",
                "{#own} Its|Its|text.en.md:12: the answers of the quiz kernel are [own, host], each once; here is \"\"",
                "So it is.||text.en.md:15: nothing is said to the answer host: write a paragraph below it",
                "- {#other} Look again.||text.en.md:19: the quiz code has no answer {#other} here",
                "QUIZ kernel]|QUIZ]|text.en.md:5: a question is named: [!QUIZ id]",
                "Whose **kernel**?||text.en.md:5: a quiz without a question; after it comes a list of answers",
                "No <image>|No <b>|text.en.md:14: raw HTML",
            })
    void aTextThatLacksSomethingIsNamed(String old, String next, String problem) throws IOException {
        String lacking = TEXT.replace(old, next == null ? "" : next).replace("<image>", "image");
        if (problem.contains("without a question")) {
            lacking = lacking.replace("> ```output\n> 6.1\n> ```\n>\n", "");
        }
        files.english(lacking);

        assertThat(files.problems()).contains(problem);
    }

    @Test
    void theLanguagesHaveTheSameAnswersInTheSameOrder() throws IOException {
        files.english(TEXT.replace("<image>", "image")
                .replace(
                        "> - {#killed} 128 and 9.\n> - {#other} Look again.",
                        "> - {#other} Look again.\n> - {#killed} 128 and 9."));

        assertThat(files.problems())
                .contains(
                        "text.zh-CN.md:19: the quiz \"code: [killed, other]\" does not stand at this place in text.en.md");
    }

    @Test
    void aQuestionInsideAnotherBlockIsNone() throws IOException {
        files.english(TEXT.replace("<image>", "image") + "\n> [!NOTE]\n> A.\n>\n> > [!QUIZ in]\n> > B?\n");

        assertThat(files.problems())
                .anyMatch(problem -> problem.endsWith("a question stands in its step, not inside another block"));
    }

    @Test
    void hintsAndQuestionsLiveTogether() throws IOException {
        String text = TEXT.replace("<image>", "image") + "\n> [!HINT]\n> Help.\n";
        files.english(text).chinese(text);

        assertThat(files.problems()).isEmpty();
        assertThat(step().hints()).hasSize(1);
        assertThat(List.of(LessonText.html(Locale.ENGLISH, Values.NONE, step()).split("<form", -1)))
                .hasSize(3);
    }
}
