package dev.drydock.web.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drydock.web.pages.PagesFixture;
import dev.drydock.web.pages.SocketClient;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LiveSocketTest {
    private static final String LIVE = "/lab/live?lesson=hello-world&lang=";
    private static final JsonMapper JSON = JsonMapper.builder().build();

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

    private final HttpClient browser = student();

    private static HttpClient student() {
        HttpClient browser = PagesFixture.browser();
        pages.get(browser, "/lessons/hello-world");
        return browser;
    }

    private SocketClient live(String language) {
        SocketClient live = SocketClient.connect(browser, pages.socketAddress(LIVE + language), pages.origin());
        live.awaitText(text -> text.contains("\"progress\""));
        return live;
    }

    private SocketClient terminal() {
        return SocketClient.connect(browser, pages.socketAddress("/lab/terminals/1"), pages.origin());
    }

    private static List<JsonNode> messages(SocketClient live, String type) {
        return live.texts().stream()
                .map(JSON::readTree)
                .filter(message -> message.path("type").asString().equals(type))
                .toList();
    }

    @Test
    void theFirstMessagesSayWhatTheEngineHas() {
        try (SocketClient live = live("en")) {
            JsonNode engine = messages(live, "engine").getFirst();

            JsonNode hello = engine.path("images")
                    .valueStream()
                    .filter(image -> image.path("references").path(0).asString().equals("hello-world:latest"))
                    .findFirst()
                    .orElseThrow();
            JsonNode layer = hello.path("layers").path(0);
            assertThat(layer.path("diff").asString()).startsWith("sha256:");
            assertThat(layer.path("instruction").asString()).contains("hello");
            assertThat(layer.path("size").asLong()).isPositive();
            assertThat(engine.path("containers")).isEmpty();
        }
    }

    /** The browser comes again, and sees the next one. */
    @Test
    void aLabHostThatEndsEndsIt() {
        try (SocketClient live = live("en")) {
            messages(live, "engine");
            pages.labs().list().forEach(lab -> pages.labs().stop(lab.id()));

            assertThat(live.awaitClose()).isEqualTo(1000);
        }
    }

    @Test
    void theArrowsOfThePictureAreTheEnginesTable() {
        try (SocketClient live = live("en")) {
            JsonNode transitions = messages(live, "lifecycle").getFirst().path("transitions");

            assertThat(transitions.valueStream().map(JsonNode::toString))
                    .contains("{\"from\":\"created\",\"verb\":\"start\",\"to\":\"running\"}")
                    .noneMatch(cell -> cell.contains("\"from\":\"created\",\"verb\":\"pause\""));
        }
    }

    @Test
    void aContainersWayIsToldEvenWhenItIsGoneAtOnce() {
        try (SocketClient live = live("en");
                SocketClient terminal = terminal()) {
            terminal.type("docker run --rm hello-world\r");

            await().untilAsserted(() -> assertThat(messages(live, "events").stream()
                            .flatMap(message -> message.path("events").valueStream())
                            .map(event -> event.path("action").asString()))
                    .contains("create", "start", "die", "destroy"));
            await().untilAsserted(
                            () -> assertThat(messages(live, "engine").getLast().path("containers"))
                                    .isEmpty());
        }
    }

    @Test
    void aStepTurnsDoneWithTheEventAndTheNextOneOpens() {
        try (SocketClient live = live("en");
                SocketClient terminal = terminal()) {
            terminal.type("docker run hello-world\r");
            live.awaitText(text -> text.contains("\"die\""));

            await().untilAsserted(() -> assertThat(status(live, 0)).isEqualTo("done"));
            assertThat(status(live, 1)).isEqualTo("open");
            assertThat(status(live, 2)).isEqualTo("waiting");
        }
    }

    private static String status(SocketClient live, int step) {
        return messages(live, "progress")
                .getLast()
                .path("steps")
                .path(step)
                .path("status")
                .asString();
    }

    @Test
    void reasonsAreInThePagesLanguage() {
        try (SocketClient english = live("en");
                SocketClient chinese = live("zh-CN")) {
            assertThat(reason(english)).contains("hello-world").doesNotContainPattern("\\p{IsHan}");
            assertThat(reason(chinese)).contains("hello-world").containsPattern("\\p{IsHan}");
        }
    }

    private static String reason(SocketClient live) {
        return messages(live, "progress")
                .getLast()
                .path("steps")
                .path(0)
                .path("reason")
                .asString();
    }

    @Test
    void whatWasDoneIsDoneForTheNextPage() {
        try (SocketClient live = live("en");
                SocketClient terminal = terminal()) {
            terminal.type("docker run hello-world\r");
            await().untilAsserted(() -> assertThat(status(live, 0)).isEqualTo("done"));
        }

        assertThat(pages.page(browser, "/lessons/hello-world")
                        .select("nav.progress li")
                        .eachAttr("data-status"))
                .startsWith("done", "open", "waiting");
        try (SocketClient again = live("en")) {
            assertThat(status(again, 0)).isEqualTo("done");
        }
    }

    @Test
    void aPageMaySayNothing() {
        try (SocketClient live = live("en")) {
            live.send("{}");

            assertThat(live.awaitClose()).isEqualTo(1008);
        }
    }
}
