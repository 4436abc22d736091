package dev.drydock.web.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drydock.web.pages.PagesFixture;
import dev.drydock.web.pages.SocketClient;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProgressRoutesTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String LESSON = "{\"lesson\":\"hello-world\",\"openedAt\":\"2026-03-01T08:00:00Z\","
            + "\"steps\":[{\"step\":\"run\",\"doneAt\":\"2026-03-01T08:01:00Z\"}],"
            + "\"solutions\":[\"run\"],"
            + "\"quizzes\":[{\"quiz\":\"left\",\"attempts\":1,\"given\":\"nothing\",\"answers\":[\"nothing\"],\"rightAt\":null}],"
            + "\"hints\":[{\"step\":\"run\",\"hint\":1}]}";

    private static final String WRONG = LESSON.replace("hello-world", "ports")
            .replace(
                    "\"left\",\"attempts\":1,\"given\":\"nothing\",\"answers\":[\"nothing\"]",
                    "\"which-port\",\"attempts\":1,\"given\":\"left\",\"answers\":[\"left\"]")
            .replace("\"run\"", "\"publish\"")
            .replace(
                    "\"hint\":1}]}",
                    "\"hint\":1}],\"wrong\":[{\"step\":\"publish\",\"wrong\":\"backwards\",\"times\":3}]}");

    @TempDir
    static Path directory;

    private static PagesFixture pages;

    @BeforeAll
    static void start() {
        pages = new PagesFixture(directory);
    }

    @AfterAll
    static void stop() {
        pages.close();
    }

    private final HttpClient browser = PagesFixture.browser();

    private static String file(String lessons) {
        return file(1, lessons);
    }

    private static String file(int version, String lessons) {
        return "{\"format\":\"drydock-progress\",\"version\":" + version
                + ",\"exportedAt\":\"2026-03-01T09:00:00Z\",\"lessons\":[" + lessons + "]}";
    }

    private HttpResponse<String> post(String content) {
        return post(content, pages.origin());
    }

    private HttpResponse<String> post(String content, String origin) {
        return PagesFixture.send(
                browser,
                HttpRequest.newBuilder(pages.address("/progress"))
                        .header("Origin", origin)
                        .POST(BodyPublishers.ofString(content)));
    }

    private String kept(HttpClient of) {
        HttpResponse<String> answer = pages.get(of, "/progress");
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void whatWasDoneHereIsDoneThere() {
        pages.get(browser, "/lessons/hello-world");
        try (SocketClient live = SocketClient.connect(
                        browser, pages.socketAddress("/lab/live?lesson=hello-world&lang=en"), pages.origin());
                SocketClient terminal =
                        SocketClient.connect(browser, pages.socketAddress("/lab/terminals/1"), pages.origin())) {
            live.awaitText(text -> text.contains("\"progress\""));
            live.send("{\"type\":\"answer\",\"quiz\":\"left\",\"answers\":[\"nothing\"]}");
            live.send("{\"type\":\"hint\",\"step\":\"run\",\"hint\":1}");
            terminal.type("docker run hello-world\r");
            live.awaitText(text -> text.contains("\"progress\"") && text.contains("\"done\""));
            await().until(() -> kept(browser).contains("\"hint\" : 1"));
        }
        String file = kept(browser);
        HttpClient other = PagesFixture.browser();

        HttpResponse<String> answer = PagesFixture.send(
                other,
                HttpRequest.newBuilder(pages.address("/progress"))
                        .header("Origin", pages.origin())
                        .POST(BodyPublishers.ofString(file)));

        assertThat(answer.body()).isEqualTo("{\"steps\":1,\"unknown\":0,\"lessons\":[]}");
        JsonNode before = JSON.readTree(file).path("lessons");
        assertThat(before.path(0).path("steps").path(0).path("step").asString()).isEqualTo("run");
        assertThat(before.path(0).path("quizzes").path(0).path("given").asString())
                .isEqualTo("nothing");
        assertThat(JSON.readTree(kept(other)).path("lessons")).isEqualTo(before);
        assertThat(pages.page(other, "/?lang=en").select("[data-done=1]").text())
                .isEqualTo("1 of 4 done");
        assertThat(pages.page(other, "/lessons/hello-world").select("nav li").eachAttr("data-status"))
                .startsWith("done", "open");
    }

    @Test
    void readingTwiceAddsNothing() {
        assertThat(post(file(LESSON)).body()).isEqualTo("{\"steps\":1,\"unknown\":0,\"lessons\":[]}");
        String once = kept(browser);
        assertThat(once).contains("\"solutions\" : [ \"run\" ]");

        assertThat(post(file(LESSON.replace("08:01:00", "08:02:00").replace("\"attempts\":1", "\"attempts\":7")))
                        .body())
                .isEqualTo("{\"steps\":0,\"unknown\":0,\"lessons\":[]}");
        assertThat(JSON.readTree(kept(browser)).path("lessons"))
                .isEqualTo(JSON.readTree(once).path("lessons"));
    }

    @Test
    void wrongAnswersAreTakenAlongWithTheirCounts() {
        assertThat(post(file(2, WRONG)).body()).isEqualTo("{\"steps\":1,\"unknown\":0,\"lessons\":[]}");
        JsonNode kept = JSON.readTree(kept(browser));
        assertThat(kept.path("version").asInt()).isEqualTo(2);
        assertThat(kept.at("/lessons/0/wrong")).isEqualTo(JSON.readTree(WRONG).path("wrong"));

        assertThat(post(file(2, WRONG.replace("\"times\":3", "\"times\":5"))).statusCode())
                .isEqualTo(200);
        assertThat(JSON.readTree(kept(browser)).path("lessons")).isEqualTo(kept.path("lessons"));
    }

    @Test
    void wrongAnswersThatTheStepDoesNotHaveAreTold() {
        String others = "{\"step\":\"publish\",\"wrong\":\"forwards\",\"times\":1},"
                + "{\"step\":\"gone\",\"wrong\":\"backwards\",\"times\":1},";

        assertThat(post(file(2, WRONG.replace("\"wrong\":[", "\"wrong\":[" + others)))
                        .body())
                .isEqualTo("{\"steps\":1,\"unknown\":2,\"lessons\":[]}");
        assertThat(JSON.readTree(kept(browser)).at("/lessons/0/wrong")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"times\":3 -> \"times\":0",
                "\"times\":3 -> \"times\":100001",
                "\"times\":3 -> \"times\":99999999999",
                "\"times\":3 -> \"times\":\"3\"",
                "\"times\":3 -> \"times\":3.5",
                ",\"times\":3 -> ",
                "\"wrong\":\"backwards\" -> \"wrong\":null",
                "\"times\":3 -> \"times\":3,\"times\":4",
                "\"times\":3 -> \"times\":3,\"student\":\"me\"",
                "[{\"step\":\"publish\",\"wrong\":\"backwards\",\"times\":3}] -> null",
                "[{\"step\":\"publish\",\"wrong\":\"backwards\",\"times\":3}] -> [null]",
                ",\"wrong\":[{\"step\":\"publish\",\"wrong\":\"backwards\",\"times\":3}] -> "
            })
    void countsThatCannotBeChangeNothing(String change) {
        String[] parts = change.split(" -> ", 2);
        assertThat(WRONG).contains(parts[0]);
        post(file(""));

        assertThat(post(file(2, WRONG.replace(parts[0], parts[1]))).statusCode())
                .isEqualTo(422);
        assertThat(JSON.readTree(kept(browser)).path("lessons")).isEmpty();
    }

    @Test
    void theFirstVersionHasNoCounts() {
        assertThat(post(file(1, WRONG)).statusCode()).isEqualTo(422);
        assertThat(post(file(2, LESSON)).statusCode()).isEqualTo(422);
        String many = "{\"step\":\"publish\",\"wrong\":\"backwards\",\"times\":1},".repeat(500);
        assertThat(post(file(2, WRONG.replace("\"wrong\":[", "\"wrong\":[" + many)))
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void whatThisServerDoesNotHaveIsTold() {
        String other = LESSON.replace("hello-world", "<b>elsewhere");
        String changed = LESSON.replace("\"run\",\"doneAt\"", "\"gone\",\"doneAt\"")
                .replace("\"left\"", "\"asked\"")
                .replace("\"hint\":1", "\"hint\":99");

        assertThat(post(file(other + "," + changed)).body())
                .isEqualTo("{\"steps\":0,\"unknown\":3,\"lessons\":[\"<b>elsewhere\"]}");
    }

    @Test
    void answersThatAQuestionDoesNotHaveAreNotKept() {
        assertThat(post(file(LESSON.replace("[\"nothing\"]", "[\"everything\"]")))
                        .body())
                .isEqualTo("{\"steps\":1,\"unknown\":1,\"lessons\":[]}");
        assertThat(kept(browser)).doesNotContain("everything");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "7",
                "{\"format\":\"other\",\"version\":1,\"exportedAt\":\"2026-03-01T09:00:00Z\",\"lessons\":[]}",
                "{\"format\":\"drydock-progress\",\"version\":3,\"exportedAt\":\"2026-03-01T09:00:00Z\",\"lessons\":[]}",
                "{\"format\":\"drydock-progress\",\"version\":\"1\",\"exportedAt\":\"2026-03-01T09:00:00Z\",\"lessons\":[]}",
                "{\"format\":\"drydock-progress\",\"version\":1,\"exportedAt\":\"2026-03-01T09:00:00Z\",\"lessons\":null}",
                "{\"format\":\"drydock-progress\",\"version\":1,\"exportedAt\":\"2026-03-01T09:00:00Z\",\"lessons\":[null]}",
                "{\"format\":\"drydock-progress\",\"format\":\"drydock-progress\",\"version\":1,\"exportedAt\":\"2026-03-01T09:00:00Z\",\"lessons\":[]}",
            })
    void whatIsNoSuchFileIsRefused(String content) {
        HttpResponse<String> answer = post(content);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).isEqualTo("{\"reason\":\"format\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"openedAt\":\"2026-03-01T08:00:00Z\" -> \"openedAt\":null",
                "\"openedAt\":\"2026-03-01T08:00:00Z\" -> \"openedAt\":\"9999-12-31T23:59:59Z\"",
                "\"doneAt\":\"2026-03-01T08:01:00Z\" -> \"doneAt\":\"+999999999-12-31T23:59:59Z\"",
                "\"doneAt\":\"2026-03-01T08:01:00Z\" -> \"doneAt\":\"1999-01-01T00:00:00Z\"",
                "\"doneAt\":\"2026-03-01T08:01:00Z\" -> \"doneAt\":\"yesterday\"",
                "\"solutions\":[\"run\"] -> \"solutions\":[{}]",
                "\"solutions\":[\"run\"], -> ",
                "\"attempts\":1 -> \"attempts\":0",
                "\"attempts\":1 -> \"attempts\":99999999999",
                "\"attempts\":1 -> \"attempts\":\"1\"",
                "\"given\":\"nothing\" -> \"given\":null",
                "[\"nothing\"] -> [null]",
                "[\"nothing\"] -> {\"nothing\":[]}",
                "\"rightAt\":null -> \"rightAt\":null,\"admin\":true",
                "{\"step\":\"run\",\"hint\":1} -> null"
            })
    void aFileOfWhichAPartCannotBeChangesNothing(String change) {
        String[] parts = change.split(" -> ", 2);
        assertThat(LESSON).contains(parts[0]);
        post(file(""));

        HttpResponse<String> answer =
                post(file(LESSON.replace("hello-world", "ports") + "," + LESSON.replace(parts[0], parts[1])));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(JSON.readTree(kept(browser)).path("lessons")).isEmpty();
    }

    @Test
    void longAndDeepFilesAreRefused() {
        assertThat(post(" ".repeat(600_000)).body()).isEqualTo("{\"reason\":\"size\"}");
        assertThat(post(file("[".repeat(1_000) + "]".repeat(1_000))).body()).isEqualTo("{\"reason\":\"format\"}");
        assertThat(post(file((LESSON + ",").repeat(600) + LESSON)).body()).isEqualTo("{\"reason\":\"format\"}");
        assertThat(post(file(LESSON.replace("\"given\":\"nothing\"", "\"given\":\"" + "x".repeat(900) + "\"")))
                        .body())
                .isEqualTo("{\"reason\":\"format\"}");
    }

    @Test
    void nobodyElsesPageGivesAFile() {
        assertThat(post(file(LESSON), "http://elsewhere.example").statusCode()).isEqualTo(403);
        assertThat(pages.get(PagesFixture.browser(), "/progress").statusCode()).isEqualTo(401);
    }
}
