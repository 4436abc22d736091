package dev.drydock.web.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Students who answer the questions of shipped lessons in a real browser. */
@Tag("browser")
class QuizBrowserTest {
    @RegisterExtension
    static final InBrowser<PagesFixture> SITE = InBrowser.pages();

    private static BrowserContext window() {
        return SITE.window(new NewContextOptions().setViewportSize(1366, 900));
    }

    private static Page open(BrowserContext window, String lesson, String language) {
        Page page = window.newPage();
        page.navigate(SITE.origin() + "/lessons/" + lesson + "?lang=" + language);
        assertThat(page.locator("lab-terminal")).hasAttribute("data-connection", "open");
        return page;
    }

    private static Locator quiz(Page page, String id) {
        return page.locator("form[data-quiz=" + id + "]");
    }

    private static Locator verdict(Locator quiz) {
        return quiz.locator("[data-quiz-verdict]");
    }

    @Test
    void aQuestionIsAnsweredWithTheKeyboardAlone() throws IOException {
        try (BrowserContext window = window()) {
            Page page = open(window, "why-containers", "en");
            Locator quiz = quiz(page, "whose-kernel");

            quiz.locator("input").first().focus();
            page.keyboard().press("Space");
            page.keyboard().press("Enter");

            assertThat(verdict(quiz)).containsText("Not so. Think again.");
            assertThat(verdict(quiz)).containsText("no kernel came with it");
            assertThat(quiz.locator("[data-answer=debian]")).hasAttribute("data-mark", "wrong");
            assertThat(Browser.accessibilityProblems(page)).isEmpty();
            page.keyboard().press("ArrowDown");
            page.keyboard().press("Tab");
            page.keyboard().press("Enter");

            assertThat(verdict(quiz)).containsText("Right.");
            assertThat(verdict(quiz)).isFocused();
            assertThat(quiz.locator("button")).isHidden();
            assertThat(quiz.locator("input").nth(1)).isDisabled();
            assertThat(Browser.accessibilityProblems(page)).isEmpty();
            Browser.screenshot(page, "quiz");
        }
    }

    @Test
    void severalAnswersMayBeRightAndAllAreWanted() {
        try (BrowserContext window = window()) {
            Page page = open(window, "why-containers", "zh-CN");
            Locator quiz = quiz(page, "in-the-image");

            quiz.locator("button").click();
            assertThat(verdict(quiz)).hasText("请先选一个答案。");
            quiz.locator("[data-answer=program]").click();
            quiz.locator("button").click();
            assertThat(verdict(quiz)).containsText("选的都对，但还不全。");
            quiz.locator("[data-answer=libraries]").click();
            quiz.locator("[data-answer=settings]").click();
            quiz.locator("button").click();

            assertThat(verdict(quiz)).containsText("答对了。");
            assertThat(quiz.locator("label[data-mark=right]")).hasCount(3);
        }
    }

    @Test
    void aPredictionIsComparedWhenTheStudentWants() {
        try (BrowserContext window = window()) {
            Page page = open(window, "hello-world", "en");
            Locator quiz = quiz(page, "left");

            quiz.locator("[data-answer=nothing]").click();
            quiz.locator("button").click();

            assertThat(verdict(quiz)).containsText("Noted.");
            Locator feedback = verdict(quiz).getByText("A natural guess");
            assertThat(feedback).isHidden();
            assertThat(quiz.locator("label[data-mark=wrong]")).hasCount(0);
            verdict(quiz).locator("summary").click();
            assertThat(feedback).isVisible();

            page.reload();
            assertThat(quiz(page, "left").locator("input[value=nothing]")).isChecked();
            assertThat(verdict(quiz(page, "left"))).containsText("Noted.");
        }
    }

    @Test
    void aNumberIsTyped() {
        try (BrowserContext window = window()) {
            Page page = open(window, "life-of-a-container", "en");
            Locator quiz = quiz(page, "which-signal");

            quiz.locator("input").fill("nine");
            page.keyboard().press("Enter");
            assertThat(verdict(quiz)).hasText("Write a whole number.");
            quiz.locator("input").fill("137");
            page.keyboard().press("Enter");
            assertThat(verdict(quiz)).containsText("Take away");
            quiz.locator("input").fill("9");
            page.keyboard().press("Enter");

            assertThat(verdict(quiz)).containsText(Pattern.compile("Right\\."));
        }
    }
}
