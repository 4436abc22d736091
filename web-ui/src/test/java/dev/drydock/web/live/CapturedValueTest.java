package dev.drydock.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.web.pages.PagesFixture;
import dev.drydock.web.pages.SocketClient;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one step takes down and the next asks for. */
class CapturedValueTest {
    @TempDir
    private Path directory;

    private PagesFixture pages;
    private final HttpClient browser = PagesFixture.browser();

    @BeforeEach
    void start() throws IOException {
        Path content = CapturedLesson.write(directory);
        pages = PagesFixture.withRules(Files.createDirectories(directory.resolve("run")), 1, content);
        pages.get(browser, "/lessons/mine");
    }

    @AfterEach
    void stop() {
        pages.close();
    }

    private SocketClient connect(String path) {
        return SocketClient.connect(browser, pages.socketAddress(path), pages.origin());
    }

    private String command() {
        return pages.page(browser, "/lessons/mine?lang=en")
                .select("#step-second button[data-action=run]")
                .attr("data-command");
    }

    @Test
    void theNextStepAsksForItOnEveryPage() {
        assertThat(command()).isEqualTo("docker create --name copy-of-first-id busybox");
        try (SocketClient live = connect("/lab/live?lesson=mine&lang=en");
                SocketClient terminal = connect("/lab/terminals/1")) {
            live.awaitText(text -> text.contains("\"captured\":\"\""));
            terminal.type("docker create --name anything busybox\r");
            live.awaitText(text -> text.contains("\"captured\":\"first-id="));
        }
        assertThat(command()).matches("docker create --name copy-of-[0-9a-f]{12} busybox");

        try (SocketClient again = connect("/lab/live?lesson=mine&lang=en");
                SocketClient terminal = connect("/lab/terminals/1")) {
            again.awaitText(text ->
                    text.contains("There is no container named " + command().split(" ", -1)[3]));
            terminal.type("docker create --name copy-of-first-id busybox\r");
            again.awaitText(text -> text.contains("copy-of-first-id"));
            assertThat(again.texts()).noneMatch(text -> text.contains("\"id\":\"second\",\"status\":\"done\""));
            terminal.type(command() + "\r");
            again.awaitText(text -> text.contains("\"id\":\"second\",\"status\":\"done\""));
        }
    }
}
