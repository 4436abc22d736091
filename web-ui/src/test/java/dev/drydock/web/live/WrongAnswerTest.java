package dev.drydock.web.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drydock.lessons.course.StepId;
import dev.drydock.lessons.course.WrongId;
import dev.drydock.web.pages.SocketClient;
import dev.drydock.web.student.KeptProgress.WrongAnswerKey;
import java.io.IOException;
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

    private LessonVisit visit;

    @BeforeEach
    void start() throws IOException {
        Path content = WrongLesson.write(directory);
        visit = LessonVisit.open(directory, 2, content);
    }

    @AfterEach
    void stop() {
        visit.close();
    }

    /** Waits for one more message than there is now. */
    private static void awaitNext(SocketClient live, String part, Runnable action) {
        int before = live.texts().size();
        action.run();
        await().until(() -> live.texts().stream().skip(before).anyMatch(text -> text.contains(part)));
    }

    @Test
    void aMistakeIsNamedUntilItIsNoMore() {
        try (SocketClient live = visit.connect("/lab/live?lesson=mine&lang=en");
                SocketClient terminal = visit.connect("/lab/terminals/1")) {
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
        assertThat(visit.kept().wrong()).isEqualTo(Map.of(key("misspelt"), 2, key("other-image"), 1));
    }

    private static WrongAnswerKey key(String wrong) {
        return new WrongAnswerKey(new StepId("web"), new WrongId(wrong));
    }

    @Test
    void aSecondPageDoesNotCountAMistakeAgain() {
        try (SocketClient live = visit.connect("/lab/live?lesson=mine&lang=en");
                SocketClient terminal = visit.connect("/lab/terminals/1")) {
            awaitNext(live, "\"wrong\":\"misspelt\"", () -> terminal.type("docker create --name wep busybox\r"));
        }
        try (SocketClient again = visit.connect("/lab/live?lesson=mine&lang=zh-CN")) {
            again.awaitText(text -> text.contains("\"wrong\":\"misspelt\""));
        }
        assertThat(visit.kept().wrong()).isEqualTo(Map.of(key("misspelt"), 1));
    }

    @Test
    void thePageHasTheExplanationsHidden() {
        assertThat(visit.page("en")
                        .select("#step-web [data-wrong=misspelt][hidden]")
                        .text())
                .isEqualTo("Not quite Its name is wep: remove it.");
        assertThat(visit.page("zh-CN").select("#step-web [data-wrong][hidden]").eachText())
                .containsExactly("差一点 Its name is wep: 把它删掉.", "差一点 镜像不对。");
    }
}
