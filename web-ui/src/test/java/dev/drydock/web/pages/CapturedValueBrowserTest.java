package dev.drydock.web.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.drydock.web.live.CapturedLesson;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What one step took down stands in the text of the next, without loading the page anew. */
@Tag("browser")
class CapturedValueBrowserTest {
    private static final Pattern COMMAND = Pattern.compile("docker create --name copy-of-[0-9a-f]{12} busybox");

    @RegisterExtension
    static final InBrowser<PagesFixture> SITE = InBrowser.lesson(CapturedLesson::write);

    @Test
    void theTextOfTheNextStepFollows() {
        try (BrowserContext window = SITE.window()) {
            Page page = window.newPage();
            page.navigate(SITE.origin() + "/lessons/mine?lang=en");
            assertThat(page.locator("lab-terminal")).hasAttribute("data-connection", "open");
            Locator second = page.locator("#step-second button[data-action=run]");
            assertThat(second).hasAttribute("data-command", "docker create --name copy-of-first-id busybox");

            page.locator("#step-first button[data-action=run]").click();
            assertThat(second).hasAttribute("data-command", COMMAND);
            assertThat(page.locator("#step-second")).hasAttribute("data-status", "open");
            assertThat(page.locator("#step-second [data-verdict]")).containsText("copy-of-");
            assertThat(page.locator("#step-second figcaption > a")).hasCount(1);

            second.click();
            assertThat(page.locator("#step-second")).hasAttribute("data-status", "done");
        }
    }
}
