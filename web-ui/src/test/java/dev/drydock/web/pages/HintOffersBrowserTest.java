package dev.drydock.web.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A student who does not get on is offered one hint after another, in a real browser whose clock is moved. */
@Tag("browser")
class HintOffersBrowserTest {
    private static final String PATIENCE = "02:05";

    @RegisterExtension
    static final InBrowser<PagesFixture> SITE = InBrowser.pages();

    @Test
    void hintsOfferThemselvesOneAfterAnother() throws IOException {
        try (BrowserContext window = SITE.window()) {
            Page page = window.newPage();
            page.clock().install();
            page.navigate(SITE.origin() + "/lessons/life-of-a-container?lang=en");
            Locator step = page.locator(".step[data-step=born]");
            // The live socket has told of the open step.
            assertThat(step.locator("[data-verdict]")).containsText("phoenix");
            Locator offered = page.locator("details[data-offered]");
            Locator first = step.locator("details[data-hint='1']");
            assertThat(offered).hasCount(0);

            page.clock().fastForward(PATIENCE);
            assertThat(offered).hasCount(1);
            assertThat(first.locator("summary")).hasText("Stuck? Here is a hint");
            assertThat(Browser.accessibilityProblems(page)).isEmpty();
            Browser.screenshot(page, "hint-offered");

            first.locator("summary").click();
            assertThat(offered).hasCount(0);
            assertThat(first.locator("summary")).hasText("Hint");
            page.clock().fastForward(PATIENCE);
            assertThat(step.locator("details[data-hint='2']")).hasAttribute("data-offered", "");
            assertThat(offered).hasCount(1);
        }
    }
}
