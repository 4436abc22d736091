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

    private LessonVisit visit;

    @BeforeEach
    void start() throws IOException {
        Path content = OwnLesson.write(directory, YAML, TEXT, TEXT);
        visit = LessonVisit.open(directory, 1, content);
    }

    @AfterEach
    void stop() {
        visit.close();
    }

    private static void awaitStatuses(SocketClient live, String base, String next, String last) {
        String statuses = ".*\"id\":\"base\",\"status\":\"" + base + "\".*\"id\":\"next\",\"status\":\"" + next
                + "\".*\"id\":\"last\",\"status\":\"" + last + "\".*";
        live.awaitText(text -> text.matches(statuses));
    }

    private List<String> shown() {
        return visit.page("en").select("section.step").eachAttr("data-status");
    }

    @Test
    void whatIsLostIsOpenAgainAndKeptSoUntilTheLessonIsDone() {
        try (SocketClient live = visit.connect("/lab/live?lesson=mine&lang=en");
                SocketClient terminal = visit.connect("/lab/terminals/1")) {
            terminal.type("docker create --name base busybox\r");
            terminal.type("docker create --name next busybox\r");
            awaitStatuses(live, "done", "done", "open");

            terminal.type("docker rm base\r");
            awaitStatuses(live, "open", "done", "waiting");
            assertThat(shown()).containsExactly("open", "done", "waiting");
            assertThat(visit.kept().doneAt()).containsOnlyKeys(new StepId("next"));
            // What is missing now is not what the last step asks for.
            terminal.type("docker create --name last busybox\r");
            terminal.type("docker create --name base busybox\r");
            awaitStatuses(live, "done", "done", "done");

            terminal.type("docker rm base\rdocker create --name later busybox\r");
            live.awaitText(text -> text.contains("later"));
        }
        try (SocketClient again = visit.connect("/lab/live?lesson=mine&lang=en")) {
            awaitStatuses(again, "done", "done", "done");
        }
        assertThat(shown()).containsExactly("done", "done", "done");
    }

    @Test
    void whoComesBackWithoutItFindsItOpen() {
        try (SocketClient live = visit.connect("/lab/live?lesson=mine&lang=en");
                SocketClient terminal = visit.connect("/lab/terminals/1")) {
            terminal.type("docker create --name base busybox\r");
            awaitStatuses(live, "done", "open", "waiting");
        }
        try (SocketClient terminal = visit.connect("/lab/terminals/1")) {
            terminal.type("docker rm base\r");
            try (SocketClient again = visit.connect("/lab/live?lesson=mine&lang=en")) {
                awaitStatuses(again, "open", "waiting", "waiting");
            }
        }
        assertThat(visit.kept().doneAt()).isEmpty();
    }
}
