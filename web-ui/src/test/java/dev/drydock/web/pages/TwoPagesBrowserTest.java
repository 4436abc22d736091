package dev.drydock.web.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.drydock.web.live.OwnLesson;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A student with the same lesson on two pages: what is done on one is seen on the other, which is never loaded again. */
@Tag("browser")
class TwoPagesBrowserTest {
    private static final String YAML = """
            minutes: 5
            variables:
              name: {name: two words}
            steps:
              - id: make
                check:
                  container: {name: "@{name}", created: in-step}
                quiz:
                  - {id: guess, kind: single, predict: true, answers: [yes, no], right: no}
                  - {id: state, kind: text, answers: {it: {container: "@{name}", property: state}, up: running}, right: it}
                solution:
                  - docker create --name @{name} busybox
              - id: think
                quiz: {id: why, kind: multiple, answers: [one, two, three], right: [one, two]}
            """;
    private static final String TEXT = """
            # T

            ## Make it {#make}

            ```run
            docker create --name @{name} busybox
            ```

            > [!QUIZ guess]
            > Will it run?
            >
            > - {#yes} Yes.
            >
            >   Wait and see.
            > - {#no} No.
            >
            >   Indeed.

            > [!QUIZ state]
            > Which state?
            >
            > - {#it} That is its state.
            > - {#up} Not started.
            > - {#other} Look again.

            ## Think {#think}

            > [!QUIZ why]
            > Why?
            >
            > - {#one} A
            >
            >   One is why.
            > - {#two} B
            >
            >   Two is why.
            > - {#three} C
            >
            >   Three is not.
            """;

    @RegisterExtension
    static final InBrowser<PagesFixture> SITE =
            InBrowser.lesson(directory -> OwnLesson.write(directory, YAML, TEXT, TEXT));

    private BrowserContext window;
    private Page one;
    private Page other;

    @BeforeEach
    void open() {
        window = SITE.window(new NewContextOptions().setViewportSize(1366, 900));
        one = openPage("en");
        other = openPage("zh-CN");
    }

    private Page openPage(String language) {
        Page page = window.newPage();
        page.onDialog(Dialog::accept);
        page.navigate(SITE.origin() + "/lessons/mine?lang=" + language);
        assertThat(page.locator("lab-terminal")).hasAttribute("data-connection", "open");
        assertThat(page.locator("#step-make")).hasAttribute("data-status", "open");
        page.evaluate("() => { window.isTheSame = true; }");
        return page;
    }

    @AfterEach
    void close() {
        assertThat(other.evaluate("() => window.isTheSame")).isEqualTo(true);
        window.close();
    }

    private static Locator quiz(Page page, String id) {
        return page.locator("form[data-quiz=" + id + "]");
    }

    private static void choose(Page page, String quiz, String answer) {
        quiz(page, quiz).locator("[data-answer=" + answer + "]").click();
        quiz(page, quiz).locator("button").click();
    }

    @Test
    void whatIsAnsweredOnOneIsAnsweredOnTheOther() {
        choose(one, "guess", "yes");
        assertThat(quiz(other, "guess")).hasAttribute("data-mark", "noted");
        assertThat(quiz(other, "guess")).containsText("记下了");
        assertThat(quiz(other, "guess").locator("input[value=yes]")).isChecked();

        one.locator("#step-make [data-action=run]").click();
        quiz(one, "state").locator("input").fill("running");
        one.keyboard().press("Enter");
        assertThat(quiz(other, "state")).containsText("Not started.");
        quiz(other, "state").locator("input").fill("created");
        other.keyboard().press("Enter");
        assertThat(quiz(one, "state")).hasAttribute("data-mark", "right");
        for (Page page : List.of(one, other)) {
            assertThat(page.locator("#step-make")).hasAttribute("data-status", "done");
        }
    }

    @Test
    void aStepThatIsSkippedHasItsQuestionsAnsweredOnBoth() throws IOException {
        choose(one, "guess", "yes");
        one.locator("#step-make [data-action=skip-step]").click();
        for (Page page : List.of(one, other)) {
            assertThat(page.locator("#step-make")).hasAttribute("data-status", "skipped");
            assertThat(quiz(page, "guess")).hasAttribute("data-mark", "noted");
            assertThat(quiz(page, "state")).hasAttribute("data-mark", "shown");
            assertThat(quiz(page, "state")).containsText("That is its state.");
            assertThat(quiz(page, "state").locator("input")).hasValue("created");
            assertThat(quiz(page, "state").locator("input")).isDisabled();
            assertThat(quiz(page, "why").locator("button")).isVisible();
        }
        assertThat(quiz(other, "state")).containsText("已跳过。答案是：");

        choose(one, "why", "three");
        assertThat(quiz(other, "why")).containsText("Three is not.");
        one.locator("#step-think [data-action=show-answers]").click();
        for (Page page : List.of(one, other)) {
            assertThat(page.locator("#step-think")).hasAttribute("data-status", "skipped");
            assertThat(quiz(page, "why").locator("label[data-mark=right]")).hasCount(2);
            assertThat(quiz(page, "why").locator("label[data-mark=wrong]")).hasCount(0);
            assertThat(quiz(page, "why").locator("input[value=three]")).not().isChecked();
            assertThat(quiz(page, "why")).containsText("Two is why.");
            assertThat(page.locator("[data-lesson-done]")).isVisible();
        }
        assertThat(Browser.accessibilityProblems(one)).isEmpty();
        Browser.screenshot(one, "skipped-questions");
        one.reload();
        assertThat(quiz(one, "why")).hasAttribute("data-mark", "shown");
    }

    @Test
    void aLessonThatIsBegunAgainIsBegunAgainOnBoth() {
        Locator command = other.locator("#step-make [data-action=run]");
        choose(one, "guess", "yes");
        one.locator("#step-make [data-action=skip-step]").click();
        assertThat(other.locator("#step-make")).hasAttribute("data-status", "skipped");
        assertThat(quiz(other, "guess")).hasAttribute("data-mark", "noted");

        one.locator("[data-action=restart-lesson]").click();
        assertThat(other.locator("#step-make")).hasAttribute("data-status", "open");
        for (String id : List.of("guess", "state")) {
            assertThat(quiz(other, id).locator("button")).isVisible();
            assertThat(quiz(other, id).locator("input").first()).isEnabled();
            assertThat(quiz(other, id).locator("[data-quiz-verdict]")).isEmpty();
        }
        assertThat(one.locator("#step-make")).hasAttribute("data-status", "open");
        String fresh = one.locator("#step-make [data-action=run]").getAttribute("data-command");
        assertThat(command).hasAttribute("data-command", fresh);
    }
}
