package dev.drydock.web.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.drydock.web.live.SideBySideLesson;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A student does steps that are open together, in a real browser. */
@Tag("browser")
class SideBySideBrowserTest {
    private static final String PATIENCE = "02:05";

    @RegisterExtension
    static final InBrowser<PagesFixture> SITE = InBrowser.lesson(SideBySideLesson::write);

    private static Page open(BrowserContext window) {
        Page page = window.newPage();
        page.clock().install();
        page.navigate(SITE.origin() + "/lessons/mine?lang=en");
        assertThat(page.locator("lab-terminal")).hasAttribute("data-connection", "open");
        // The live socket has told of the open steps.
        assertThat(verdict(page, "left")).containsText("left");
        return page;
    }

    private static Locator verdict(Page page, String step) {
        return page.locator(".step[data-step=" + step + "] [data-verdict]");
    }

    private static Locator current(Page page) {
        return page.locator("nav.progress [aria-current=step]");
    }

    private static void type(Page page, String command) {
        page.locator("lab-terminal textarea").focus();
        page.keyboard().type(command);
        page.keyboard().press("Enter");
    }

    @Test
    void thePageSpeaksOfTheStepThatTheStudentIsAt() throws IOException {
        try (BrowserContext window = SITE.window()) {
            Page page = open(window);
            Locator said = page.locator("[data-progress-reason]");
            Locator open = page.locator(".step[data-status=open] .step-control [data-action=reset-step]");
            assertThat(open).hasCount(2);
            assertThat(verdict(page, "top")).hasText("Steps 1, 2 come first.");
            assertThat(said).hasText("Step 1: There is no container named left yet.");
            assertThat(current(page)).hasAttribute("href", "#step-left");

            type(page, "docker create --name right hello-world");
            assertThat(current(page)).hasAttribute("href", "#step-right");
            assertThat(said).containsText("Step 2: ");
            assertThat(current(page)).hasCount(1);
            assertThat(Browser.accessibilityProblems(page)).isEmpty();
            Browser.screenshot(page, "side-by-side");
            type(page, "docker rm right");
            type(page, "docker create --name right busybox");
            assertThat(page.locator("nav.progress li[data-step=right]")).hasAttribute("data-status", "done");
            assertThat(said).hasText("Step 2 is done. Step 1: There is no container named left yet.");
            assertThat(verdict(page, "top")).hasText("Step 1 comes first.");

            type(page, "docker create --name left busybox");
            type(page, "docker create --name top busybox");
            assertThat(page.locator("[data-lesson-done]")).isVisible();
            assertThat(current(page)).hasCount(0);
        }
    }

    @Test
    void theStepWhereTheStudentIsOffersItsHints() {
        try (BrowserContext window = SITE.window()) {
            Page page = open(window);
            Locator offered = page.locator("details[data-offered]");
            Locator left = page.locator(".step[data-step=left] details[data-hint]");
            assertThat(offered).hasCount(0);

            page.clock().fastForward(PATIENCE);
            assertThat(left).hasAttribute("data-offered", "");
            assertThat(offered).hasCount(1);
            type(page, "docker create --name right hello-world");
            assertThat(page.locator("details[data-situation=taken]")).hasAttribute("data-offered", "");
            assertThat(offered).hasCount(1);
            type(page, "docker rm right");
            assertThat(offered).hasCount(0);
            page.clock().fastForward(PATIENCE);
            assertThat(page.locator(".step[data-step=right] details[data-hint='1']"))
                    .hasAttribute("data-offered", "");
            assertThat(offered).hasCount(1);
        }
    }
}
