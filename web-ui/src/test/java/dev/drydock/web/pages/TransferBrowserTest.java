package dev.drydock.web.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A student who takes progress from one browser to another. */
@Tag("browser")
class TransferBrowserTest {
    private static final String MESSAGE = "[data-import-message]";
    private static final String FILE = "input[data-import]";

    @RegisterExtension
    static final InBrowser<PagesFixture> SITE = InBrowser.pages();

    private static Page open(BrowserContext window, String path) {
        Page page = window.newPage();
        page.navigate(SITE.origin() + path);
        return page;
    }

    @Test
    void progressGoesFromOneBrowserToAnother() throws IOException {
        Path file = SITE.directory().resolve("progress.json");
        try (BrowserContext window = SITE.window(new NewContextOptions().setAcceptDownloads(true))) {
            Page lesson = open(window, "/lessons/hello-world?lang=en");
            assertThat(lesson.locator("lab-terminal")).hasAttribute("data-connection", "open");
            lesson.locator("button[data-action=run]").first().click();
            assertThat(lesson.locator("nav.progress li").first()).hasAttribute("data-status", "done");
            Page courses = open(window, "/?lang=en");
            assertThat(courses.locator("[data-done]")).hasText("1 of 4 done");
            assertThat(Browser.accessibilityProblems(courses)).isEmpty();

            Download download =
                    courses.waitForDownload(() -> courses.locator("a[download]").click());
            download.saveAs(file);
        }
        try (BrowserContext window = SITE.window(new NewContextOptions())) {
            Page courses = open(window, "/?lang=zh-CN");
            assertThat(courses.locator("a[download]")).hasCount(0);

            courses.locator(FILE).setInputFiles(file);

            assertThat(courses.locator(MESSAGE)).hasText("新增了 1 个已完成的步骤，重新载入页面就能看到。");
            courses.reload();
            assertThat(courses.locator("[data-done]")).hasText("已完成 1/4 步");
        }
    }

    @Test
    void whatIsNoSuchFileIsSaid() throws IOException {
        SITE.expectComplaint("422 (Unprocessable Entity)");
        try (BrowserContext window = SITE.window(new NewContextOptions())) {
            Page courses = open(window, "/?lang=en");

            courses.locator(FILE)
                    .setInputFiles(Files.writeString(SITE.directory().resolve("none.json"), "{\"format\": \"none\"}"));
            assertThat(courses.locator(MESSAGE)).containsText("This is not a file of progress");
            courses.locator(FILE)
                    .setInputFiles(Files.writeString(SITE.directory().resolve("large.json"), " ".repeat(600_000)));
            assertThat(courses.locator(MESSAGE)).containsText("The file is too large");
        }
    }
}
