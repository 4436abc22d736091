package dev.drydock.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.lessons.course.StepId;
import dev.drydock.web.pages.SocketClient;
import java.io.IOException;
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

    private LessonVisit visit;

    @BeforeEach
    void start() throws IOException {
        Path content = SideBySideLesson.write(directory);
        visit = LessonVisit.open(directory, 1, content);
    }

    @AfterEach
    void stop() {
        visit.close();
    }

    private static void awaitStatuses(SocketClient live, String left, String right, String top) {
        String statuses = "\"left\",\"status\":\"%s\".*\"right\",\"status\":\"%s\".*\"top\",\"status\":\"%s\""
                .replaceFirst("%s", left)
                .replaceFirst("%s", right)
                .replaceFirst("%s", top);
        live.awaitText(text -> text.matches(".*\"id\":" + statuses + ".*"));
    }

    private List<String> shown(String attribute) {
        return visit.page("en").select("section.step").eachAttr(attribute);
    }

    @Test
    void bothAreOpenAndTheThirdWaitsForThem() {
        assertThat(shown("data-status")).containsExactly("open", "open", "waiting");
        assertThat(visit.page("en").select("#step-top [data-verdict]").text()).isEqualTo("Steps 1, 2 come first.");
        assertThat(visit.page("en").select("nav [aria-current=step]").eachAttr("href"))
                .containsExactly("#step-left");
        try (SocketClient live = visit.connect("/lab/live?lesson=mine&lang=en");
                SocketClient terminal = visit.connect("/lab/terminals/1")) {
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
        assertThat(visit.kept().doneAt()).containsOnlyKeys(new StepId("left"), new StepId("right"));
    }

    @Test
    void whoComesBackFindsThemAsTheyWere() {
        try (SocketClient live = visit.connect("/lab/live?lesson=mine&lang=en");
                SocketClient terminal = visit.connect("/lab/terminals/1")) {
            terminal.type("docker create --name right busybox\r");
            awaitStatuses(live, "open", "done", "waiting");
        }
        try (SocketClient again = visit.connect("/lab/live?lesson=mine&lang=zh-CN")) {
            awaitStatuses(again, "open", "done", "waiting");
            again.awaitText(text -> text.contains("先完成第 1 步。"));
        }
    }
}
