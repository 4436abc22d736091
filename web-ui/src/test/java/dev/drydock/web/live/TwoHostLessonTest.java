package dev.drydock.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.lessons.format.Courses;
import dev.drydock.lessons.format.NewLesson;
import dev.drydock.web.pages.PagesFixture;
import dev.drydock.web.pages.SocketClient;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lesson that asks what is on a second lab host. */
class TwoHostLessonTest {
    @TempDir
    private Path directory;

    private LessonVisit visit;

    @BeforeEach
    void start() throws IOException {
        Path content = directory.resolve("content");
        Path course = Files.createDirectories(content.resolve("courses/basics"));
        Files.writeString(course.resolve("course.yaml"), "title: {en: a, zh-CN: b}\n");
        Path lesson = NewLesson.write(course, "mine");
        Files.writeString(lesson.resolve("lesson.yaml"), """
                minutes: 5
                hosts: 2
                steps:
                  - id: there
                    check:
                      host2: {container: {name: there, created: in-step}}
                    solution:
                      - host2$ docker create --name there busybox
                """);
        for (String language : List.of("en", "zh-CN")) {
            Files.writeString(
                    lesson.resolve("text." + language + ".md"),
                    "# T\n\n## S {#there}\n\n```run host=host2\ndocker create --name there busybox\n```\n");
        }
        assertThat(Courses.load(content).problems()).isEmpty();
        visit = LessonVisit.open(directory, 2, content);
    }

    @AfterEach
    void stop() {
        visit.close();
    }

    private void addHost() {
        HttpRequest.Builder request = HttpRequest.newBuilder(visit.pages().address("/lab/hosts"))
                .header("Origin", visit.pages().origin())
                .POST(BodyPublishers.noBody());
        assertThat(PagesFixture.send(visit.browser(), request).statusCode()).isEqualTo(201);
    }

    private static void awaitProgress(SocketClient live, String part) {
        live.awaitText(text -> text.contains("\"progress\"") && text.contains(part));
    }

    @Test
    void whatHappensOnTheSecondHostIsSeenAtOnce() {
        try (SocketClient live = visit.connect("/lab/live?lesson=mine&lang=en")) {
            awaitProgress(live, "There is no host2 yet: add a host.");

            addHost();

            awaitProgress(live, "On host2: There is no container named there yet.");
            try (SocketClient second = visit.connect("/lab/terminals/1?host=2")) {
                second.type("docker create --name there busybox\r");

                awaitProgress(live, "\"done\"");
            }
        }
    }

    @Test
    void thePageSaysThatAHostIsNeeded() {
        assertThat(visit.page("en").select("[data-needed-hosts]").text())
                .isEqualTo("This lesson needs 2 lab hosts. Add them with the button above the terminal.");
        assertThat(visit.pages()
                        .page(visit.browser(), "/lessons/mine")
                        .select("button[data-action=run]")
                        .attr("data-host"))
                .isEqualTo("2");

        addHost();

        assertThat(visit.pages().page(visit.browser(), "/lessons/mine").select("[data-needed-hosts]"))
                .isEmpty();
    }
}
