package dev.drydock.web.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.drydock.web.live.WrongLesson;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A student makes a mistake, reads what was wrong and corrects it, in a real browser. */
@Tag("browser")
class WrongAnswerBrowserTest {
    @RegisterExtension
    static final InBrowser<PagesFixture> SITE = InBrowser.lesson(WrongLesson::write);

    private static void type(Page page, String command) {
        page.locator("lab-terminal textarea").focus();
        page.keyboard().type(command);
        page.keyboard().press("Enter");
    }

    @Test
    void theExplanationComesAndGoes() {
        try (BrowserContext window = SITE.window()) {
            Page page = window.newPage();
            page.navigate(SITE.origin() + "/lessons/mine?lang=zh-CN");
            assertThat(page.locator("lab-terminal")).hasAttribute("data-connection", "open");
            Locator explanation = page.locator("[data-wrong=misspelt]");
            assertThat(explanation).isHidden();

            type(page, "docker create --name wep busybox");
            assertThat(explanation).isVisible();
            assertThat(explanation).containsText("把它删掉");
            assertThat(page.locator("[data-wrong=other-image]")).isHidden();
            Browser.screenshot(page, "wrong-answer");

            type(page, "docker rm wep");
            assertThat(explanation).isHidden();
            type(page, "docker create --name web busybox");
            assertThat(page.locator("nav.progress li")).hasAttribute("data-status", "done");
        }
    }
}
