package dev.drydock.web.engineapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class EventsTest {
    private static final long FAR = 32503680000L;
    private EngineFixture fixture;

    @BeforeEach
    void start() throws IOException {
        fixture = new EngineFixture();
    }

    @AfterEach
    void stop() throws IOException {
        fixture.close();
    }

    private RawClient.Answer call(String method, String target, String body) throws IOException {
        return RawClient.call(fixture.socket(), method, target, body);
    }

    private void create(String name) throws IOException {
        call(
                "POST",
                "/containers/create?name=" + name,
                "{\"Image\":\"busybox\",\"Cmd\":[\"true\"],\"Labels\":{\"team\":\"blue\"}}");
    }

    private List<JsonNode> past(String filters) throws IOException {
        long now = System.currentTimeMillis() / 1000 + 1;
        String target =
                "/events?since=0&until=" + now + "&filters=" + URLEncoder.encode(filters, StandardCharsets.UTF_8);
        RawClient.Answer answer = call("GET", target, "");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        List<JsonNode> events = new ArrayList<>();
        answer.body().lines().forEach(line -> events.add(Json.MAPPER.readTree(line)));
        return events;
    }

    @Test
    void eventsComeAsTheyHappen() throws IOException {
        try (RawClient client = new RawClient(fixture.socket())) {
            client.request("GET", "/v1.50/events", "");
            assertThat(client.readHead().header("Content-Type")).isEqualTo("application/json");

            create("seen");

            JsonNode event = Json.MAPPER.readTree(client.readChunk());
            assertThat(event.path("Type").asString()).isEqualTo("container");
            assertThat(event.path("Action").asString()).isEqualTo("create");
            assertThat(event.path("status").asString()).isEqualTo("create");
            assertThat(event.path("from").asString()).isEqualTo("busybox");
            assertThat(event.path("id")).isEqualTo(event.path("Actor").path("ID"));
            assertThat(event.path("Actor").path("Attributes").path("name").asString())
                    .isEqualTo("seen");
            assertThat(event.path("scope").asString()).isEqualTo("local");
            assertThat(event.path("timeNano").asLong() / 1_000_000_000L)
                    .isEqualTo(event.path("time").asLong());
        }
    }

    @Test
    void keptEventsComeOnceAndThenTheLiveOnes() throws IOException {
        create("before");
        try (RawClient client = new RawClient(fixture.socket())) {
            client.request("GET", "/events?since=0&until=" + FAR, "");
            client.readHead();
            assertThat(new String(client.readChunk(), StandardCharsets.UTF_8)).contains("\"name\":\"before\"");

            create("after");

            assertThat(new String(client.readChunk(), StandardCharsets.UTF_8)).contains("\"name\":\"after\"");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"event\":{\"create\":true}}|2",
                "{\"event\":[\"create\",\"die\"]}|2",
                "{\"container\":{\"one\":true}}|1",
                "{\"container\":{\"one\":true},\"event\":{\"die\":true}}|0",
                "{\"type\":{\"network\":true}}|0",
                "{\"image\":{\"busybox\":true}}|2",
                "{\"label\":{\"team\":true}}|2",
                "{\"label\":{\"team=red\":true}}|0",
                "{\"label\":{\"team=blue\":true,\"nope\":true}}|0",
                "{\"container\":{\"o\":true}}|1",
                "{\"event\":{\"creat\":true}}|0",
                "{\"event\":{\"exec_start\":true,\"creat\":true}}|2",
                "{\"image\":{\"busy\":true}}|0",
                "{\"scope\":{\"swarm\":true}}|0",
                "{\"scope\":{\"local\":true}}|2",
                "{\"daemon\":{\"x\":true}}|0",
                "{\"type\":[]}|2",
                "{\"unknown\":{\"x\":true}}|2",
                "{}|2",
            })
    void filtersAreDockers(String filters, int count) throws IOException {
        create("one");
        create("two");

        assertThat(past(filters)).hasSize(count);
    }

    @Test
    void untilAloneBringsAllThatIsKeptBeforeIt() throws IOException {
        create("kept");
        Instant last = fixture.engine().events().since(Instant.MIN).getLast().time();

        RawClient.Answer answer = call(
                "GET", String.format(Locale.ROOT, "/events?until=%d.%09d", last.getEpochSecond(), last.getNano()), "");

        assertThat(answer.body().lines()).singleElement().asString().contains("\"name\":\"kept\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "since=x|400",
                "until=1h|400",
                "filters=%5B%5D|400",
                "filters=x|400",
                "filters=%7B%22type%22:1%7D|400",
                "since=5&until=3|400"
            })
    void badQueriesAreRefusedBeforeTheStreamBegins(String query, int status) throws IOException {
        assertThat(call("GET", "/events?" + query, "").status()).isEqualTo(status);
    }
}
