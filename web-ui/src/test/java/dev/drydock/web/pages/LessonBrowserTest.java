package dev.drydock.web.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocketRoute;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.drydock.lessons.course.Lesson;
import dev.drydock.lessons.course.Step;
import dev.drydock.lessons.format.Courses;
import dev.drydock.web.ServerFixture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Students who do lesson 020 in a real browser: as root on the whole server with real lab hosts, else on simulated ones;
 * with {@code -Ddrydock.address=http://…} on that server.
 */
@Tag("browser")
class LessonBrowserTest {
    private static final String ADDRESS = System.getProperty("drydock.address", "");
    private static final Pattern DONE = Pattern.compile("done");
    private static final String STEPS = "nav.progress li";

    @RegisterExtension
    static final InBrowser<Site> SITE = InBrowser.of(LessonBrowserTest::serve);

    private static Lesson lesson;

    private static Site serve(Path directory) {
        if (!ADDRESS.isEmpty()) {
            return new Elsewhere(ADDRESS);
        }
        return System.getProperty("user.name").equals("root")
                ? new ServerFixture(directory.resolve("d"))
                : new PagesFixture(directory);
    }

    /** Somebody else started it, and ends it. */
    private record Elsewhere(String origin) implements Site {
        @Override
        public void close() {}
    }

    @BeforeAll
    static void readLesson() {
        lesson = Courses.load(Path.of("../content")).courses().stream()
                .flatMap(course -> course.lessons().stream())
                .filter(each -> each.id().value().equals("hello-world"))
                .findFirst()
                .orElseThrow();
    }

    private static NewContextOptions laptop() {
        return new NewContextOptions().setViewportSize(1366, 768);
    }

    private static Page open(BrowserContext window, String language) {
        Page page = window.newPage();
        page.navigate(SITE.origin() + "/lessons/hello-world?lang=" + language);
        awaitShell(page);
        return page;
    }

    private static void awaitShell(Page page) {
        assertThat(page.locator("lab-terminal")).hasAttribute("data-connection", "open");
        page.waitForFunction("() => (" + SCREEN + ")().trim().length > 0");
    }

    /** Everything that the terminal shows, scroll-back included; wrapped lines are joined. */
    private static final String SCREEN =
            "() => { const buffer = document.querySelector('lab-terminal').terminal.buffer.active;"
                    + " let text = ''; for (let row = 0; row < buffer.length; row++) { const line = buffer.getLine(row);"
                    + " text += (line.isWrapped || row === 0 ? '' : '\\n') + line.translateToString(true); } return text; }";

    private static String screen(Page page) {
        return (String) page.evaluate(SCREEN);
    }

    private static void awaitScreen(Page page, String text) {
        page.waitForFunction("text => (" + SCREEN + ")().includes(text)", text);
    }

    private static void type(Page page, String command) {
        page.locator("lab-terminal textarea").focus();
        page.keyboard().type(command);
        page.keyboard().press("Enter");
    }

    private static Locator step(Page page, Step step) {
        return page.locator(STEPS + "[data-step=" + step.id() + "]");
    }

    @ParameterizedTest
    @CsvSource({"en, LIGHT", "zh-CN, DARK"})
    void aStudentDoesTheLesson(String language, ColorScheme scheme) {
        try (BrowserContext window = SITE.window(laptop().setColorScheme(scheme))) {
            Page page = open(window, language);
            assertThat(page.locator("html")).hasAttribute("lang", language);
            assertThat(page.locator(STEPS + "[data-status=done]")).hasCount(0);
            assertThat(page.locator("[data-progress-reason]")).not().isEmpty();

            for (Step step : lesson.steps()) {
                assertThat(step(page, step)).hasAttribute("data-status", "open");
                step.solution().commands().forEach(command -> type(page, command));
                assertThat(step(page, step)).hasAttribute("data-status", DONE);
            }

            assertThat(page.locator("[data-lesson-done]")).isVisible();
            thePicturesShowWhatWasDone(page);
            Browser.screenshot(page, "lesson-" + language);
            reloadingChangesNothing(page);
        }
    }

    private static void thePicturesShowWhatWasDone(Page page) {
        Locator rows = page.locator("#picture-lifecycle [data-rows] tr");
        Locator anatomy = rows.filter(new Locator.FilterOptions().setHasText("anatomy"));
        assertThat(anatomy).hasAttribute("data-state", "exited");
        String id = anatomy.getAttribute("data-container");
        assertThat(page.locator(".token[data-container='" + id + "']")).hasAttribute("data-state", "exited");
        assertThat(page.locator(".box-container[data-key='container " + id + "']"))
                .hasCount(1);
        assertThat(page.locator(".box-image").filter(new Locator.FilterOptions().setHasText("hello-world:latest")))
                .hasCount(1);
        assertThat(page.locator(".token[data-state=created]")).hasCount(1);
    }

    private static void reloadingChangesNothing(Page page) {
        page.reload();
        awaitShell(page);
        assertThat(page.locator(STEPS + "[data-status=done]"))
                .hasCount(lesson.steps().size());
        assertThat(screen(page)).contains("docker create --name anatomy hello-world");
    }

    @Test
    void aContainerGoesThroughItsStatesBeforeTheStudentsEyes() {
        try (BrowserContext window = SITE.window()) {
            Page page = open(window, "en");
            page.evaluate("() => { window.seen = []; new MutationObserver(changes => changes.forEach(({target}) =>"
                    + " target.dataset.state === window.seen.at(-1) || window.seen.push(target.dataset.state)))"
                    + ".observe(document.querySelector('.drawing'),"
                    + " {subtree: true, attributeFilter: ['data-state']}); }");

            type(page, "docker run --rm hello-world");

            page.waitForFunction("() => window.seen.join().includes('created,running,exited,removing')");
            assertThat(page.locator(".token")).hasCount(0);
        }
    }

    @Test
    void aCommandOfTheTextRunsWithAClick() {
        try (BrowserContext window = SITE.window()) {
            Page page = open(window, "en");

            page.locator("button[data-action=run]").first().click();

            awaitScreen(page, "Hello from D");
            assertThat(step(page, lesson.steps().getFirst())).hasAttribute("data-status", "done");
        }
    }

    @Test
    void aLostConnectionIsSaidAndMadeAgain() {
        try (BrowserContext window = SITE.window()) {
            Deque<WebSocketRoute> connections = new ConcurrentLinkedDeque<>();
            window.routeWebSocket(Pattern.compile("/lab/terminals/"), connection -> {
                connections.add(connection);
                connection.connectToServer();
            });
            Page page = open(window, "en");
            type(page, "docker ps -a");
            awaitScreen(page, "docker ps -a");
            page.evaluate("() => new MutationObserver(() => { window.waited ||= !document.querySelector("
                    + "'[data-state=waiting]').hidden; }).observe(document.querySelector('.terminal-state'),"
                    + " {subtree: true, attributes: true})");

            connections.remove().close();

            page.waitForFunction("() => window.waited");
            assertThat(page.locator("lab-terminal")).hasAttribute("data-connection", "open");
            awaitScreen(page, "docker ps -a");
        }
    }

    @Test
    void twoBrowsersHaveTwoLabHosts() {
        try (BrowserContext one = SITE.window();
                BrowserContext other = SITE.window()) {
            Page mine = open(one, "en");
            Page theirs = open(other, "en");

            type(mine, "docker create --name mine hello-world");
            assertThat(mine.locator("#picture-lifecycle [data-rows]")).containsText("mine");
            type(theirs, "docker create --name theirs hello-world");
            assertThat(theirs.locator("#picture-lifecycle [data-rows]")).containsText("theirs");

            assertThat(theirs.locator("#picture-lifecycle [data-rows]")).not().containsText("mine");
            assertThat(screen(theirs)).doesNotContain("mine");
        }
    }

    @ParameterizedTest
    @CsvSource({"en, LIGHT, 1366, 768", "en, DARK, 1366, 768", "zh-CN, LIGHT, 390, 844", "zh-CN, DARK, 390, 844"})
    void everybodyCanUseThePages(String language, ColorScheme scheme, int width, int height) throws IOException {
        // The browser itself complains about the page that is not there.
        SITE.expectComplaint("404");
        try (BrowserContext window = SITE.window(new NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(scheme)
                .setReducedMotion(ReducedMotion.REDUCE))) {
            Page page = open(window, language);
            type(page, "docker run hello-world");
            assertThat(page.locator(STEPS + "[data-status=done]")).hasCount(1);
            page.locator("details").all().forEach(details -> details.evaluate("each => each.open = true"));

            assertThat(Browser.accessibilityProblems(page)).isEmpty();
            assertThat((boolean) page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
                    .isTrue();
            Browser.screenshot(page, "all-open-" + language + "-" + scheme + "-" + width);
            for (String path : new String[] {"/", "/nothing"}) {
                page.navigate(SITE.origin() + path);
                assertThat(Browser.accessibilityProblems(page)).as(path).isEmpty();
            }
        }
    }

    @Test
    void theKeyboardLeadsIntoTheTerminalAndOut() {
        try (BrowserContext window = SITE.window()) {
            Page page = open(window, "en");
            page.keyboard().press("Tab");
            assertThat(page.locator(".skip-link")).isFocused();
            page.locator("lab-terminal textarea").focus();

            page.keyboard().press("Shift+Escape");

            assertThat(page.locator("host-terminals h2")).isFocused();
        }
    }
}
