package dev.drydock.web.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.drydock.web.ServerFixture;
import dev.drydock.web.live.OwnLesson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everything that a lesson's text can have does what it is for, in the real page on a real lab host, in both languages. */
@Tag("browser")
@Tag("kernel")
@Tag("dockercli")
class LessonTextBrowserIT {
    private static final Path LESSON = Path.of("src/test/resources/dev/drydock/web/every-text");
    private static final String SHOWS = "(wanted) => { const buffer = document.querySelector('lab-terminal').terminal"
            + ".buffer.active; return [...Array(buffer.length).keys()].some((line) =>"
            + " buffer.getLine(line).translateToString(true) === wanted); }";

    @RegisterExtension
    static final InBrowser<ServerFixture> SITE = InBrowser.server(LessonTextBrowserIT::write);

    private static Path write(Path directory) throws IOException {
        return OwnLesson.write(directory, read("lesson.yaml"), read("text.en.md"), read("text.zh-CN.md"));
    }

    private static String read(String file) throws IOException {
        return Files.readString(LESSON.resolve(file));
    }

    private static Page open(BrowserContext window, String language) {
        Page page = window.newPage();
        page.navigate(SITE.origin() + "/lessons/mine?lang=" + language);
        assertThat(page.locator("lab-terminal")).hasAttribute("data-connection", "open");
        page.waitForFunction("() => document.querySelector('lab-terminal').terminal.buffer.active.cursorX > 0");
        return page;
    }

    private static Locator button(Page page, String command) {
        return page.locator("[data-action=run][data-command*=\"" + command + "\"]");
    }

    private static void awaitShown(Page page, String line) {
        page.waitForFunction(SHOWS, line);
    }

    @ParameterizedTest
    @CsvSource({"en, Write the file", "zh-CN, 写入文件"})
    void blocksTypeWhatTheySay(String language, String write) {
        try (BrowserContext window = SITE.window(new NewContextOptions().setViewportSize(1366, 900))) {
            Page page = open(window, language);

            Locator once = button(page, "echo once");
            once.click();
            awaitShown(page, "once-42");
            assertThat(once).isDisabled();

            assertThat(button(page, "hello.sh <<")).hasText(write);
            button(page, "hello.sh <<").click();
            button(page, "sleep 1000").click();
            awaitShown(page, "written-42");
            awaitShown(page, "$HOME");
            button(page, "echo after").click();
            awaitShown(page, "after-42");

            assertThat(page.locator(".run", new Page.LocatorOptions().setHasText("docker ps"))
                            .locator("button"))
                    .hasCount(0);
            assertThat(button(page, "hostname")).hasAttribute("data-host", "2");
            button(page, "docker create").click();
            assertThat(page.locator("#step-all [data-verdict]")).containsText(Pattern.compile("questions|问题"));
        }
    }

    @ParameterizedTest
    @CsvSource({"en, Copied", "zh-CN, 已复制"})
    void whatIsToBeCopiedIsCopied(String language, String copied) {
        try (BrowserContext window = SITE.window(new NewContextOptions().setPermissions(List.of("clipboard-write")))) {
            Page page = open(window, language);
            Locator button = page.locator("[data-action=copy]");

            button.click();
            assertThat(button).hasText(copied);
            Locator line = page.locator("form[data-quiz=name] input");
            line.focus();
            page.keyboard().press("Control+V");
            // A field for one line makes a space of the line break.
            assertThat(line).hasValue("key: \"value\"   $HOME");
        }
    }

    @ParameterizedTest
    @CsvSource({"en, Solution, Do it so., A container in its box", "zh-CN, 参考答案, 这样做。, 盒子里的容器"})
    void everythingElseIsThere(String language, String title, String solution, String caption) throws IOException {
        try (BrowserContext window = SITE.window(new NewContextOptions().setViewportSize(1366, 900))) {
            Page page = open(window, language);
            for (String kind : List.of("note", "tip", "warning", "lab", "predict")) {
                assertThat(page.locator("aside.callout-" + kind)).isVisible();
            }
            Locator folded = page.locator("details.callout-solution");
            assertThat(folded.locator("summary")).hasText(title);
            assertThat(folded.getByText(solution)).isHidden();
            folded.locator("summary").click();
            assertThat(folded.getByText(solution)).isVisible();
            assertThat(page.locator("details.callout-answer")).hasCount(1);
            assertThat(page.locator("details.hint")).hasCount(1);

            assertThat(page.locator("[role=img][aria-label='" + caption + "']")).containsText("│ web  │");
            assertThat(page.locator("figure.output samp")).hasText("once-42");
            assertThat(page.locator("code.language-dockerfile")).hasText("FROM busybox");
            assertThat(page.locator("a[data-port]"))
                    .hasAttribute("href", Pattern.compile("http://8080-[0-9a-z-]+\\.localhost:\\d+/hello"));
            assertThat(page.locator("figure.picture")).hasCount(1);
            assertThat(page.getByText("drawn yet")).hasCount(0);
            assertThat(page.locator("form[data-quiz]")).hasCount(4);
            page.locator("form[data-quiz=count] input").fill("42");
            page.keyboard().press("Enter");
            assertThat(page.locator("form[data-quiz=count]")).hasAttribute("data-mark", "right");
            assertThat(Browser.accessibilityProblems(page)).isEmpty();
            Browser.screenshot(page, "lesson-text-" + language);
        }
    }
}
