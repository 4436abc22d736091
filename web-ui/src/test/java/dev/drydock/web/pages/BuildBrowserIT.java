package dev.drydock.web.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.drydock.web.ServerFixture;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A student who builds an image twice, and sees on the page what had to be done again. */
@Tag("browser")
@Tag("kernel")
class BuildBrowserIT {
    private static final String SET_UP = "mkdir b && cd b && echo 1 > a && printf"
            + " 'FROM busybox\\nENV x=1\\nCOPY a /a\\nRUN echo \"<b>hi\" > /f\\n' > Dockerfile";

    @RegisterExtension
    static final InBrowser<ServerFixture> SITE = InBrowser.server();

    @ParameterizedTest
    @CsvSource({"en, files have changed: a", "zh-CN, 文件变了：a"})
    void theLadderShowsWhereTheCacheEnds(String language, String reason) throws IOException {
        try (BrowserContext window = SITE.window()) {
            Page page = window.newPage();
            page.navigate(SITE.origin() + "/lessons/hello-world?lang=" + language);
            assertThat(page.locator("lab-terminal")).hasAttribute("data-connection", "open");
            Locator ladder = page.locator("[data-live-picture=build]");
            assertThat(ladder).isHidden();

            type(page, SET_UP);
            type(page, "docker build -t web .");
            assertThat(ladder).hasAttribute("data-status", "done");
            assertThat(ladder.locator("li[data-status=done]")).hasCount(4);
            assertThat(ladder.locator("li code").last()).hasText("RUN echo \"<b>hi\" > /f");

            type(page, "echo 2 > a; docker build -t web .");
            assertThat(ladder.locator("li.is-break")).containsText(reason);
            assertThat(ladder.locator("li[data-status=cached]")).hasCount(1);
        }
    }

    private static void type(Page page, String command) {
        page.locator("lab-terminal textarea").focus();
        page.keyboard().type(command);
        page.keyboard().press("Enter");
    }
}
