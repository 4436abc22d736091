package dev.drydock.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.lessons.course.LessonId;
import dev.drydock.lessons.course.StepId;
import dev.drydock.web.pages.PagesFixture;
import dev.drydock.web.pages.SocketClient;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of steps that are open together. */
class SideBySideTest {
    @TempDir
    private Path directory;

    private PagesFixture pages;
    private HttpClient browser;

    @BeforeEach
    void start() throws IOException {
        Path content = SideBySideLesson.write(directory);
        pages = PagesFixture.withRules(Files.createDirectories(directory.resolve("run")), 1, content);
        browser = PagesFixture.browser();
        pages.get(browser, "/lessons/mine");
    }

    @AfterEach
    void stop() {
        pages.close();
    }

    private SocketClient connect(String path) {
        return SocketClient.connect(browser, pages.socketAddress(path), pages.origin());
    }

    private static void awaitStatuses(SocketClient live, String left, String right, String top) {
        String statuses = "\"left\",\"status\":\"%s\".*\"right\",\"status\":\"%s\".*\"top\",\"status\":\"%s\""
                .replaceFirst("%s", left)
                .replaceFirst("%s", right)
                .replaceFirst("%s", top);
        live.awaitText(text -> text.matches(".*\"id\":" + statuses + ".*"));
    }

    private List<String> shown(String attribute) {
        return pages.page(browser, "/lessons/mine?lang=en")
                .select("section.step")
                .eachAttr(attribute);
    }

    @Test
    void bothAreOpenAndTheThirdWaitsForThem() {
        assertThat(shown("data-status")).containsExactly("open", "open", "waiting");
        assertThat(pages.page(browser, "/lessons/mine?lang=en")
                        .select("#step-top [data-verdict]")
                        .text())
                .isEqualTo("Steps 1, 2 come first.");
        assertThat(pages.page(browser, "/lessons/mine?lang=en")
                        .select("nav [aria-current=step]")
                        .eachAttr("href"))
                .containsExactly("#step-left");
        try (SocketClient live = connect("/lab/live?lesson=mine&lang=en");
                SocketClient terminal = connect("/lab/terminals/1")) {
            awaitStatuses(live, "open", "open", "waiting");
            live.awaitText(text -> text.contains("There is no container named left yet.")
                    && text.contains("There is no container named right yet.")
                    && text.contains("Steps 1, 2 come first."));

            // A hint of the second, while nothing was done for the first.
            terminal.type("docker create --name right hello-world\r");
            live.awaitText(text -> text.contains("\"hint\":\"taken\""));
            terminal.type("docker rm right\r");

            terminal.type("docker create --name right busybox\r");
            awaitStatuses(live, "open", "done", "waiting");
            live.awaitText(text -> text.contains("Step 1 comes first."));
            assertThat(shown("data-status")).containsExactly("open", "done", "waiting");
            terminal.type("docker create --name left busybox\r");
            awaitStatuses(live, "done", "done", "open");
        }
        assertThat(pages.onlyProgress(new LessonId("mine")).doneAt())
                .containsOnlyKeys(new StepId("left"), new StepId("right"));
    }

    @Test
    void whoComesBackFindsThemAsTheyWere() {
        try (SocketClient live = connect("/lab/live?lesson=mine&lang=en");
                SocketClient terminal = connect("/lab/terminals/1")) {
            terminal.type("docker create --name right busybox\r");
            awaitStatuses(live, "open", "done", "waiting");
        }
        try (SocketClient again = connect("/lab/live?lesson=mine&lang=zh-CN")) {
            awaitStatuses(again, "open", "done", "waiting");
            again.awaitText(text -> text.contains("先完成第 1 步。"));
        }
    }
}
