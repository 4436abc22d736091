package dev.drydock.web.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drydock.lessons.course.LessonId;
import dev.drydock.lessons.course.StepId;
import dev.drydock.lessons.course.WrongId;
import dev.drydock.web.pages.PagesFixture;
import dev.drydock.web.pages.SocketClient;
import dev.drydock.web.student.KeptProgress.WrongAnswerKey;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of a mistake that the lesson knows. */
class WrongAnswerTest {
    @TempDir
    private Path directory;

    private PagesFixture pages;
    private HttpClient browser;

    @BeforeEach
    void start() throws IOException {
        Path content = WrongLesson.write(directory);
        pages = PagesFixture.withRules(Files.createDirectories(directory.resolve("run")), 2, content);
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

    /** Waits for one more message than there is now. */
    private static void awaitNext(SocketClient live, String part, Runnable action) {
        int before = live.texts().size();
        action.run();
        await().until(() -> live.texts().stream().skip(before).anyMatch(text -> text.contains(part)));
    }

    @Test
    void aMistakeIsNamedUntilItIsNoMore() {
        try (SocketClient live = connect("/lab/live?lesson=mine&lang=en");
                SocketClient terminal = connect("/lab/terminals/1")) {
            live.awaitText(text -> text.contains("\"progress\"") && text.contains("\"wrong\":null"));

            awaitNext(live, "\"wrong\":\"misspelt\"", () -> terminal.type("docker create --name wep busybox\r"));
            awaitNext(live, "\"wrong\":null", () -> terminal.type("docker rm wep\r"));
            awaitNext(live, "\"wrong\":\"other-image\"", () -> terminal.type("docker create --name web hello-world\r"));
            // Of two mistakes the first of the lesson is spoken of.
            awaitNext(live, "\"wrong\":\"misspelt\"", () -> terminal.type("docker create --name wep busybox\r"));
            awaitNext(live, "\"wrong\":\"other-image\"", () -> terminal.type("docker rm wep\r"));
            terminal.type("docker rm web\r");
            awaitNext(live, "\"done\"", () -> terminal.type("docker create --name web busybox\r"));
        }
        assertThat(pages.onlyProgress(new LessonId("mine")).wrong())
                .isEqualTo(Map.of(key("misspelt"), 2, key("other-image"), 1));
    }

    private static WrongAnswerKey key(String wrong) {
        return new WrongAnswerKey(new StepId("web"), new WrongId(wrong));
    }

    @Test
    void aSecondPageDoesNotCountAMistakeAgain() {
        try (SocketClient live = connect("/lab/live?lesson=mine&lang=en");
                SocketClient terminal = connect("/lab/terminals/1")) {
            awaitNext(live, "\"wrong\":\"misspelt\"", () -> terminal.type("docker create --name wep busybox\r"));
        }
        try (SocketClient again = connect("/lab/live?lesson=mine&lang=zh-CN")) {
            again.awaitText(text -> text.contains("\"wrong\":\"misspelt\""));
        }
        assertThat(pages.onlyProgress(new LessonId("mine")).wrong()).isEqualTo(Map.of(key("misspelt"), 1));
    }

    @Test
    void thePageHasTheExplanationsHidden() {
        assertThat(pages.page(browser, "/lessons/mine?lang=en")
                        .select("#step-web [data-wrong=misspelt][hidden]")
                        .text())
                .isEqualTo("Not quite Its name is wep: remove it.");
        assertThat(pages.page(browser, "/lessons/mine?lang=zh-CN")
                        .select("#step-web [data-wrong][hidden]")
                        .eachText())
                .containsExactly("差一点 Its name is wep: 把它删掉.", "差一点 镜像不对。");
    }
}
