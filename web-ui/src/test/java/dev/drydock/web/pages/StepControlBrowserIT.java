package dev.drydock.web.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.drydock.web.ServerFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A student goes back, ahead, and begins again, on real lab hosts. */
@Tag("browser")
@Tag("kernel")
@Tag("dockercli")
class StepControlBrowserIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @RegisterExtension
    static final InBrowser<ServerFixture> SITE = InBrowser.server();

    private static Page open(BrowserContext window, String language, List<String> asked) {
        Page page = window.newPage();
        page.onDialog((Dialog dialog) -> {
            asked.add(dialog.message());
            dialog.accept();
        });
        page.navigate(SITE.origin() + "/lessons/hello-world?lang=" + language);
        awaitShell(page);
        return page;
    }

    private static void awaitShell(Page page) {
        assertThat(page.locator("lab-terminal")).hasAttribute("data-connection", "open");
        page.waitForFunction("() => document.querySelector('lab-terminal').terminal.buffer.active.cursorX > 0");
    }

    private static void type(Page page, String command) {
        page.locator("lab-terminal textarea").focus();
        page.keyboard().type(command);
        page.keyboard().press("Enter");
    }

    private static Locator step(Page page, String step) {
        return page.locator("section.step[data-step=" + step + "]");
    }

    private static Locator rows(Page page) {
        return page.locator("#picture-lifecycle [data-rows] tr");
    }

    private static void awaitKept(String step) {
        await().atMost(PATIENCE).until(() -> kept().contains("hello-world." + step));
    }

    /** Snapshots of all students. */
    private static List<String> kept() {
        try (Stream<Path> labs = Files.list(SITE.directory().resolve("d/labs"))) {
            return labs.map(lab -> lab.resolve("snapshots"))
                    .filter(Files::exists)
                    .flatMap(StepControlBrowserIT::list)
                    .map(path -> path.getFileName().toString())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aStudentGoesBackToTheBeginningOfAStep() {
        List<String> asked = new CopyOnWriteArrayList<>();
        try (BrowserContext window = SITE.window()) {
            Page page = open(window, "en", asked);
            awaitKept("run");
            type(page, "docker run -d --name kept busybox sleep 1000; docker run hello-world");
            assertThat(step(page, "run")).hasAttribute("data-status", "done");
            awaitKept("create-start");
            type(page, "docker rm -f kept; docker create --name anatomy hello-world; docker start -a anatomy");
            assertThat(step(page, "create-start")).hasAttribute("data-status", "done");
            assertThat(rows(page)).hasCount(2);

            step(page, "create-start").locator("[data-action=reset-step]").click();

            assertThat(step(page, "create-start")).hasAttribute("data-status", "open");
            assertThat(step(page, "run")).hasAttribute("data-status", "done");
            assertThat(asked).hasSize(1).first().asString().contains("is lost", "started again from their beginning");
            awaitShell(page);
            assertThat(rows(page)).hasCount(2);
            assertThat(rows(page).filter(new Locator.FilterOptions().setHasText("kept")))
                    .hasAttribute("data-state", "running");
            // What was started again is nothing that the student has done in the step.
            type(page, "docker create --name anatomy hello-world; docker start -a anatomy");
            assertThat(step(page, "create-start")).hasAttribute("data-status", "done");
            Browser.screenshot(page, "step-control");
        }
    }

    @Test
    void aStudentSeesTheSolutionTypedAndTheStepIsSkipped() throws IOException {
        List<String> asked = new CopyOnWriteArrayList<>();
        try (BrowserContext window = SITE.window()) {
            Page page = open(window, "zh-CN", asked);
            assertThat(step(page, "create-start").locator("[data-action=skip-step]"))
                    .isHidden();
            for (String each : List.of("run", "create-start", "no-shell", "rebuild")) {
                assertThat(step(page, each)).hasAttribute("data-status", "open");
                step(page, each).locator("[data-action=skip-step]").click();
                assertThat(step(page, each)).hasAttribute("data-status", "skipped");
                assertThat(step(page, each).locator("[data-control-message]")).isEmpty();
            }
            assertThat(asked).hasSize(4).first().asString().contains("已跳过");
            assertThat(page.locator("[data-lesson-done]")).isVisible();
            assertThat(Browser.accessibilityProblems(page)).isEmpty();

            page.reload();
            awaitShell(page);
            assertThat(page.locator("nav.progress li[data-status=skipped]")).hasCount(4);
            assertThat((String) page.evaluate("() => { const b = document.querySelector('lab-terminal').terminal.buffer"
                            + ".active; let t = ''; for (let i = 0; i < b.length; i++)"
                            + " t += b.getLine(i).translateToString(true) + '\\n'; return t; }"))
                    .contains("docker start -a anatomy", "COPY hello /");
        }
    }

    @Test
    void aStudentBeginsTheLessonAgain() {
        List<String> asked = new CopyOnWriteArrayList<>();
        try (BrowserContext window = SITE.window()) {
            Page page = open(window, "en", asked);
            type(page, "echo mine > /root/mine; docker run hello-world");
            assertThat(step(page, "run")).hasAttribute("data-status", "done");

            page.locator("[data-action=restart-lesson]").click();

            assertThat(step(page, "run")).hasAttribute("data-status", "open");
            awaitShell(page);
            assertThat(page.locator("#picture-lifecycle [data-rows] tr[data-container]"))
                    .hasCount(0);
            type(page, "ls /root/mine; docker run hello-world");
            assertThat(step(page, "run")).hasAttribute("data-status", "done");
            assertThat(asked).hasSize(1);
        }
    }
}
