package dev.drydock.web.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.drydock.web.live.OwnLesson;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A student is stuck where the lesson has a hint for, in a real browser. */
@Tag("browser")
class HintSituationBrowserTest {
    private static final String YAML = """
            minutes: 5
            steps:
              - id: web
                check:
                  container: {name: web, created: in-step, image: hello-world}
                solution:
                  - docker create --name web hello-world
                hints:
                  - id: taken
                    check: {container: {name: web, image: busybox}}
                    try: [docker create --name web busybox]
                    undo: [docker rm web]
            """;
    private static final String TEXT = """
            # T

            ## S {#web}

            ```run
            docker create --name web hello-world
            ```

            > [!HINT]
            > Plain.

            > [!HINT taken]
            > The name is taken.
            """;

    @RegisterExtension
    static final InBrowser<PagesFixture> SITE =
            InBrowser.lesson(directory -> OwnLesson.write(directory, YAML, TEXT, TEXT));

    private static void type(Page page, String command) {
        page.locator("lab-terminal textarea").focus();
        page.keyboard().type(command);
        page.keyboard().press("Enter");
    }

    @Test
    void theHintIsOfferedWhereItHelpsAndStaysOnceItWasOpened() throws IOException {
        try (BrowserContext window = SITE.window()) {
            Page page = window.newPage();
            page.navigate(SITE.origin() + "/lessons/mine?lang=en");
            assertThat(page.locator("lab-terminal")).hasAttribute("data-connection", "open");
            Locator hint = page.locator("details[data-situation=taken]");
            Locator plain = page.locator("details[data-hint='1']");
            assertThat(plain).isVisible();
            assertThat(hint).isHidden();

            type(page, "docker create --name web busybox");
            assertThat(hint).isVisible();
            assertThat(hint.locator("summary")).hasText("Stuck? Here is a hint");
            assertThat(page.locator("details[data-offered]")).hasCount(1);
            assertThat(Browser.accessibilityProblems(page)).isEmpty();
            Browser.screenshot(page, "hint-for-a-situation");
            type(page, "docker rm web");
            assertThat(hint).isHidden();

            type(page, "docker create --name web busybox");
            hint.locator("summary").click();
            assertThat(hint.locator("summary")).hasText("Hint");
            type(page, "docker rm web");
            assertThat(page.locator("[data-verdict]")).not().containsText("busybox");
            assertThat(hint).isVisible();
            type(page, "docker create --name web hello-world");
            assertThat(page.locator("nav.progress li")).hasAttribute("data-status", "done");
        }
    }
}
