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

/** What is told of a step that opens again. */
class KeepTest {
    private static final String YAML = """
            minutes: 5
            steps:
              - id: base
                check: {container: {name: base}}
                keep: false
                solution: [docker create --name base busybox]
              - id: next
                check: {container: {name: next}}
                solution: [docker create --name next busybox]
              - id: last
                check: {container: {name: last}}
                solution: [docker create --name last busybox]
            """;
    private static final String TEXT = "# T\n\n## A {#base}\n\nDo.\n\n## B {#next}\n\nDo.\n\n## C {#last}\n\nDo.\n";

    @TempDir
    private Path directory;

    private PagesFixture pages;
    private HttpClient browser;

    @BeforeEach
    void start() throws IOException {
        Path content = OwnLesson.write(directory, YAML, TEXT, TEXT);
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

    private static void awaitStatuses(SocketClient live, String base, String next, String last) {
        String statuses = ".*\"id\":\"base\",\"status\":\"" + base + "\".*\"id\":\"next\",\"status\":\"" + next
                + "\".*\"id\":\"last\",\"status\":\"" + last + "\".*";
        live.awaitText(text -> text.matches(statuses));
    }

    private List<String> shown() {
        return pages.page(browser, "/lessons/mine?lang=en")
                .select("section.step")
                .eachAttr("data-status");
    }

    @Test
    void whatIsLostIsOpenAgainAndKeptSoUntilTheLessonIsDone() {
        try (SocketClient live = connect("/lab/live?lesson=mine&lang=en");
                SocketClient terminal = connect("/lab/terminals/1")) {
            terminal.type("docker create --name base busybox\r");
            terminal.type("docker create --name next busybox\r");
            awaitStatuses(live, "done", "done", "open");

            terminal.type("docker rm base\r");
            awaitStatuses(live, "open", "done", "waiting");
            assertThat(shown()).containsExactly("open", "done", "waiting");
            assertThat(pages.onlyProgress(new LessonId("mine")).doneAt()).containsOnlyKeys(new StepId("next"));
            // What is missing now is not what the last step asks for.
            terminal.type("docker create --name last busybox\r");
            terminal.type("docker create --name base busybox\r");
            awaitStatuses(live, "done", "done", "done");

            terminal.type("docker rm base\rdocker create --name later busybox\r");
            live.awaitText(text -> text.contains("later"));
        }
        try (SocketClient again = connect("/lab/live?lesson=mine&lang=en")) {
            awaitStatuses(again, "done", "done", "done");
        }
        assertThat(shown()).containsExactly("done", "done", "done");
    }

    @Test
    void whoComesBackWithoutItFindsItOpen() {
        try (SocketClient live = connect("/lab/live?lesson=mine&lang=en");
                SocketClient terminal = connect("/lab/terminals/1")) {
            terminal.type("docker create --name base busybox\r");
            awaitStatuses(live, "done", "open", "waiting");
        }
        try (SocketClient terminal = connect("/lab/terminals/1")) {
            terminal.type("docker rm base\r");
            try (SocketClient again = connect("/lab/live?lesson=mine&lang=en")) {
                awaitStatuses(again, "open", "waiting", "waiting");
            }
        }
        assertThat(pages.onlyProgress(new LessonId("mine")).doneAt()).isEmpty();
    }
}
