package dev.drydock.web.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.drydock.lessons.format.Courses;
import dev.drydock.web.pages.SocketClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Questions, asked in the page and answered over its live socket. */
class QuizSocketTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String YAML = """
            minutes: 5
            steps:
              - id: make
                check:
                  container: {name: web, created: in-step}
                quiz:
                  - {id: guess, kind: single, predict: true, answers: [yes, no], right: no}
                  - {id: state, kind: text, answers: {it: {container: web, property: state}, up: running}, right: it}
                solution:
                  - docker create --name web busybox
            """;
    private static final String TEXT = """
            # T

            ## S {#make}

            > [!QUIZ guess]
            > Will it run?
            >
            > - {#yes} Yes.
            >
            >   %1$s wait and see.
            > - {#no} No.
            >
            >   %1$s indeed.

            > [!QUIZ state]
            > Which state?
            >
            > - {#it} %1$s created.
            > - {#up} %1$s not started.
            > - {#other} %1$s look again.

            > [!HINT]
            > H
            """;

    @TempDir
    private Path directory;

    private LessonVisit visit;

    @BeforeEach
    void start() throws IOException {
        Path content = directory.resolve("content");
        Path lesson = Files.createDirectories(content.resolve("courses/basics/010-mine"));
        Files.writeString(content.resolve("courses/basics/course.yaml"), "title: {en: a, zh-CN: b}\n");
        Files.writeString(lesson.resolve("lesson.yaml"), YAML);
        Files.writeString(lesson.resolve("text.en.md"), TEXT.replace("%1$s", "Say:"));
        Files.writeString(lesson.resolve("text.zh-CN.md"), TEXT.replace("%1$s", "说："));
        assertThat(Courses.load(content).problems()).isEmpty();
        visit = LessonVisit.open(directory, 1, content);
    }

    @AfterEach
    void stop() {
        visit.close();
    }

    private SocketClient live(String language) {
        SocketClient live = visit.connect("/lab/live?lesson=mine&lang=" + language);
        live.awaitText(text -> text.contains("\"progress\""));
        return live;
    }

    private static JsonNode said(SocketClient live, String verdict) {
        live.awaitText(text -> text.contains("\"quiz\"") && text.contains("\"verdict\":\"" + verdict + "\""));
        return JSON.readTree(live.texts().stream()
                .filter(text -> text.contains("\"verdict\":\"" + verdict + "\""))
                .toList()
                .getLast());
    }

    private static List<String> html(JsonNode said) {
        return said.path("feedback")
                .valueStream()
                .map(each -> each.path("html").asString())
                .toList();
    }

    private static void answerState(SocketClient live, String text) {
        live.send("{\"type\":\"answer\",\"quiz\":\"state\",\"text\":\"" + text + "\"}");
    }

    private void make() {
        try (SocketClient terminal = visit.connect("/lab/terminals/1")) {
            terminal.type("docker create --name web busybox\r");
            try (SocketClient live = live("en")) {
                live.awaitText(text -> text.contains("A question of this step waits for your answer."));
            }
        }
    }

    @Test
    void whatIsSaidToAnswersIsInNoPageBefore() {
        assertThat(visit.pages().get(visit.browser(), "/lessons/mine?lang=en").body())
                .contains("data-quiz=\"state\"", "Will it run?")
                .doesNotContain("Say:");
    }

    @Test
    void aPredictionIsNotedOnceAndComparedLater() {
        try (SocketClient live = live("en")) {
            live.send("{\"type\":\"answer\",\"quiz\":\"guess\",\"answers\":[\"yes\"]}");

            JsonNode noted = said(live, "noted");
            assertThat(html(noted)).containsExactly("<p>Say: wait and see.</p>\n");
            assertThat(noted.path("compare").asString()).isEqualTo("Compare with your prediction");
        }
        try (SocketClient again = live("en")) {
            again.send("{\"type\":\"answer\",\"quiz\":\"guess\",\"answers\":[\"no\"]}");
            answerState(again, "dead");
            said(again, "not-there");

            assertThat(html(said(again, "noted"))).containsExactly("<p>Say: wait and see.</p>\n");
        }
    }

    @Test
    void anAnswerIsComparedWithTheEngineAndTheStepWaitsForIt() {
        make();
        try (SocketClient live = live("zh-CN")) {
            answerState(live, "running");
            assertThat(html(said(live, "wrong"))).containsExactly("<p>说： not started.</p>\n");
            answerState(live, "dead");
            live.awaitText(text -> text.contains("说： look again."));

            answerState(live, "Created");
            JsonNode right = said(live, "right");
            assertThat(html(right)).containsExactly("<p>说： created.</p>\n");
            assertThat(right.path("attempts").asInt()).isEqualTo(3);
            live.awaitText(text -> text.contains("\"progress\"") && text.contains("\"done\""));
        }
        try (SocketClient again = live("en")) {
            JsonNode right = said(again, "right");
            assertThat(html(right)).containsExactly("<p>Say: created.</p>\n");
            assertThat(right.path("given").asString()).isEqualTo("Created");
        }
    }

    @Test
    void withoutTheContainerNothingIsHeldAgainstTheStudent() {
        try (SocketClient live = live("en")) {
            answerState(live, "created");

            JsonNode said = said(live, "not-there");
            assertThat(said.path("attempts").asInt()).isZero();
            assertThat(said.path("sentence").asString()).contains("not there any more");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{\"type\":\"answer\"}",
                "{\"type\":\"answer\",\"quiz\":\"none\",\"text\":\"a\"}",
                "{\"type\":\"answer\",\"quiz\":\"../etc\",\"text\":\"a\"}",
                "{\"type\":\"answer\",\"quiz\":\"state\",\"text\":7}",
                "{\"type\":\"answer\",\"quiz\":\"state\",\"answers\":[\"it\"]}",
                "{\"type\":\"answer\",\"quiz\":\"guess\",\"text\":\"no\"}",
                "{\"type\":\"answer\",\"quiz\":\"guess\",\"answers\":[]}",
                "{\"type\":\"answer\",\"quiz\":\"guess\",\"answers\":[\"yes\",\"no\"]}",
                "{\"type\":\"answer\",\"quiz\":\"guess\",\"answers\":[\"maybe\"]}",
                "{\"type\":\"answer\",\"quiz\":\"guess\",\"answers\":[[\"no\"]]}",
                "{\"type\":\"answer\",\"quiz\":\"guess\",\"answers\":[\"no\"],\"right\":true}",
                "{\"type\":\"hint\",\"step\":\"make\",\"hint\":2}",
                "{\"type\":\"hint\",\"step\":\"made\",\"hint\":1}",
                "{\"type\":\"hint\",\"step\":\"make\",\"hint\":\"1\"}",
                "{\"type\":\"hint\",\"step\":\"make\",\"hint\":99999999999}"
            })
    void whatNoPageSendsEndsTheConnection(String message) {
        try (SocketClient live = live("en")) {
            live.send(message);

            assertThat(live.awaitClose()).isEqualTo(1008);
        }
    }

    @Test
    void aLongAnswerIsRefused() {
        try (SocketClient live = live("en")) {
            answerState(live, "x".repeat(201));

            assertThat(live.awaitClose()).isEqualTo(1008);
        }
    }

    @Test
    void aFloodIsRefused() {
        try (SocketClient live = live("en")) {
            assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> flood(live));

            assertThat(live.awaitClose()).isEqualTo(1008);
        }
    }

    /** As fast as it can, until the connection is gone. */
    private static void flood(SocketClient live) {
        while (true) {
            live.send("{\"type\":\"hint\",\"step\":\"make\",\"hint\":1}");
        }
    }

    @Test
    void aPageWithoutALessonSaysNothing() {
        try (SocketClient live = visit.connect("/lab/live?host=1")) {
            live.send("{\"type\":\"hint\",\"step\":\"make\",\"hint\":1}");

            assertThat(live.awaitClose()).isEqualTo(1008);
        }
    }
}
