package dev.drydock.web.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.IsInViewportOptions;
import dev.drydock.lessons.format.Courses;
import dev.drydock.lessons.format.NewLesson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A student works in several terminals of a lab host, in a real browser. */
@Tag("browser")
class TerminalsBrowserTest {
    private static final String SHOWS =
            "([id, wanted]) => { const b = document.getElementById(id).terminal.buffer.active;"
                    + " return [...Array(b.length).keys()].some(i => b.getLine(i).translateToString().includes(wanted)); }";

    @RegisterExtension
    static final InBrowser<PagesFixture> SITE = InBrowser.of(TerminalsBrowserTest::serve);

    private static PagesFixture serve(Path directory) throws IOException {
        Path content = directory.resolve("content");
        Path course = Files.createDirectories(content.resolve("courses/basics"));
        Files.writeString(course.resolve("course.yaml"), "title: {en: a, zh-CN: b}\n");
        Path lesson = NewLesson.write(course, "mine");
        Files.writeString(lesson.resolve("lesson.yaml"), """
                minutes: 5
                steps:
                  - id: both
                    check:
                      container: {name: made}
                    solution:
                      - host1:watch$ docker ps
                      - docker create --name made hello-world
                """);
        for (String language : List.of("en", "zh-CN")) {
            Files.writeString(lesson.resolve("text." + language + ".md"), """
                    # T

                    ## S {#both}

                    ```run terminal=watch
                    docker ps -a; watched
                    ```

                    ```run
                    docker ps -a; plain
                    ```

                    ```run terminal=1 host=host1
                    docker ps -a; named
                    ```
                    """);
        }
        assertThat(Courses.load(content).problems()).isEmpty();
        return PagesFixture.withRules(Files.createDirectories(directory.resolve("run")), 2, content);
    }

    private static BrowserContext window() {
        return SITE.window();
    }

    private static Page open(BrowserContext window, String language) {
        Page page = window.newPage();
        page.navigate(SITE.origin() + "/lessons/mine?lang=" + language);
        assertThat(terminal(page, "1")).hasAttribute("data-connection", "open");
        return page;
    }

    private static Locator terminal(Page page, String name) {
        return page.locator("#terminal-1-" + name);
    }

    private static Locator tab(Page page, String name) {
        return page.locator("#terminal-tab-1-" + name);
    }

    private static Locator tabs(Page page) {
        return page.locator("#host-1 [role=tab]");
    }

    private static Locator add(Page page) {
        return page.locator("#host-1 [data-action=add-terminal]");
    }

    private static Locator message(Page page) {
        return page.locator("#host-1 [data-terminal-message]");
    }

    private static void run(Page page, int block) {
        page.locator("button[data-action=run]").nth(block).click();
    }

    private static void awaitShown(Page page, String name, String text) {
        page.waitForFunction(SHOWS, List.of("terminal-1-" + name, text));
    }

    private static boolean shows(Page page, String name, String text) {
        return (boolean) page.evaluate(SHOWS, List.of("terminal-1-" + name, text));
    }

    @Test
    void aCommandOpensItsTerminalAndOthersAreTypedElsewhere() {
        try (BrowserContext window = window()) {
            Page page = open(window, "en");
            run(page, 0);
            awaitShown(page, "watch", "watched");
            assertThat(tab(page, "watch")).hasAttribute("aria-selected", "true");
            assertThat(terminal(page, "1")).isHidden();

            run(page, 1);
            awaitShown(page, "1", "plain");
            assertThat(terminal(page, "1")).isVisible();
            assertThat(terminal(page, "watch")).isHidden();
            run(page, 0);
            run(page, 2);
            awaitShown(page, "1", "named");

            assertThat(shows(page, "watch", "plain")).isFalse();
            assertThat(shows(page, "1", "watched")).isFalse();
            assertThat(tabs(page)).hasText(new String[] {"1", "watch"});
            Browser.screenshot(page, "terminals");

            tab(page, "watch").click();
            terminal(page, "watch").locator("[data-action=close-terminal]").click();

            assertThat(tabs(page)).hasText(new String[] {"1"});
            assertThat(tab(page, "1")).isFocused();
            assertThat(terminal(page, "1")).isVisible();
            run(page, 0);
            awaitShown(page, "watch", "watched");
        }
    }

    @Test
    void theStudentOpensUpToFourAndTheKeyboardIsEnough() {
        try (BrowserContext window = window()) {
            Page page = open(window, "zh-CN");
            for (String name : List.of("2", "3", "4")) {
                add(page).press("Enter");
                assertThat(terminal(page, name)).hasAttribute("data-connection", "open");
                assertThat(terminal(page, name).locator("textarea")).isFocused();
            }
            add(page).click();
            assertThat(message(page)).hasText("这台实验主机的终端已经达到上限。先关闭一个，再试一次。");
            run(page, 0);
            assertThat(message(page)).not().isEmpty();
            assertThat(tabs(page)).hasCount(4);

            terminal(page, "4").locator("textarea").press("Shift+Escape");
            assertThat(page.locator("#host-1 h2")).isFocused();
            page.keyboard().press("Tab");
            assertThat(tab(page, "4")).isFocused();
            page.keyboard().press("ArrowRight");
            assertThat(tab(page, "1")).isFocused();
            page.keyboard().press("ArrowRight");
            assertThat(tab(page, "2")).isFocused();
            assertThat(terminal(page, "2")).isVisible();
            page.keyboard().press("Delete");

            assertThat(tabs(page)).hasText(new String[] {"1", "3", "4"});
            assertThat(message(page)).isEmpty();
            add(page).click();
            assertThat(terminal(page, "2")).hasAttribute("data-connection", "open");
            assertThat(tabs(page)).hasText(new String[] {"1", "2", "3", "4"});
        }
    }

    @Test
    void aLaterPageHasTheTerminalsAndWhatTheyShow() {
        try (BrowserContext window = window()) {
            Page page = open(window, "en");
            run(page, 0);
            awaitShown(page, "watch", "watched");

            Page other = open(window, "en");
            assertThat(tabs(other)).hasText(new String[] {"1", "watch"});
            assertThat(terminal(other, "1")).isVisible();
            tab(other, "watch").click();
            awaitShown(other, "watch", "watched");

            terminal(page, "watch").locator("[data-action=close-terminal]").click();
            assertThat(terminal(other, "watch")).hasAttribute("data-connection", "ended");
            terminal(other, "watch").locator("[data-action=restart-terminal]").click();
            assertThat(terminal(other, "watch")).hasAttribute("data-connection", "open");
        }
    }

    @Test
    void aSecondLabHostHasTerminalsOfItsOwn() {
        try (BrowserContext window = window()) {
            Page page = open(window, "en");
            page.locator("[data-action=add-host]").click();
            assertThat(page.locator("#terminal-2-1")).hasAttribute("data-connection", "open");

            run(page, 0);

            assertThat(page.locator("#terminal-2-watch")).hasAttribute("data-connection", "open");
            assertThat(tabs(page)).hasText(new String[] {"1"});
            assertThat(page.locator("#host-2 [role=tab]")).hasText(new String[] {"1", "watch"});
            assertThat(page.locator("#host-1")).isHidden();
            assertThat((String) page.evaluate("() => fetch('/lab/hosts/2/terminals').then(answer => answer.text())"))
                    .isEqualTo("{\"terminals\":[\"1\",\"watch\"]}");
            run(page, 2);
            awaitShown(page, "1", "named");
            assertThat(page.locator("#host-1")).isVisible();
        }
    }

    @ParameterizedTest
    @CsvSource({"1366, 768", "390, 844"})
    void everybodyCanUseIt(int width, int height) throws IOException {
        try (BrowserContext window = SITE.window(new NewContextOptions().setViewportSize(width, height))) {
            Page page = open(window, "en");
            run(page, 0);
            add(page).click();
            add(page).click();
            add(page).click();
            assertThat(message(page)).not().isEmpty();
            Browser.screenshot(page, "terminals-" + width);
            assertThat(terminal(page, "3").locator("[data-action=close-terminal]"))
                    .isInViewport(new IsInViewportOptions().setRatio(1));

            assertThat(Browser.accessibilityProblems(page)).isEmpty();
            assertThat((boolean) page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
                    .isTrue();
        }
    }
}
