package dev.drydock.web.engineapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.web.engineapi.RawClient.Answer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** {@code GET /containers/json}, which is {@code docker ps}. */
@Timeout(60)
class ContainerListTest {
    private EngineFixture fixture;

    @BeforeEach
    void containers() throws IOException {
        fixture = new EngineFixture();
        create("made", "\"Cmd\":[\"true\"]");
        create("web", "\"OpenStdin\":true,\"Cmd\":[\"cat\"],\"ExposedPorts\":{\"80/tcp\":{},\"90/udp\":{}}");
        assertThat(call("POST", "/containers/web/start", "").status()).isEqualTo(204);
    }

    @AfterEach
    void stop() throws IOException {
        fixture.engine().containers().remove("web", true);
        fixture.close();
    }

    private Answer call(String method, String target, String body) throws IOException {
        return RawClient.call(fixture.socket(), method, target, body);
    }

    private void create(String name, String config) throws IOException {
        Answer answer = call("POST", "/containers/create?name=" + name, "{\"Image\":\"busybox\"," + config + "}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    }

    private static String filters(String json) {
        return "filters=" + URLEncoder.encode(json, StandardCharsets.UTF_8);
    }

    private List<JsonNode> list(String query) throws IOException {
        Answer answer = call("GET", "/containers/json?" + query, "");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return Json.MAPPER.readTree(answer.body()).valueStream().toList();
    }

    private List<String> names(String query) throws IOException {
        return list(query).stream()
                .map(container -> container.path("Names").path(0).asString())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"expose\":[\"80\"]}|/web",
                "{\"expose\":[\"1-100/udp\"]}|/web",
                "{\"expose\":[\"90\",\"80/udp\"]}|''",
                "{\"status\":{\"created\":false}}|/made",
                "{\"name\":[\"web\"],\"status\":[]}|/web",
                "null|'/web,/made'",
            })
    void filtersAreDockers(String filters, String expected) throws IOException {
        assertThat(String.join(",", names("all=1&" + filters(filters)))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|invalid filter",
                "x|invalid filter",
                "{\"a\":1}|invalid filter",
                "{\"a\":[\"x\"],\"b\":{\"y\":true}}|invalid filter",
                "{\"a\":{\"y\":1}}|invalid filter",
                "{\"nope\":[\"x\"]}|invalid filter 'nope'",
                "{\"is-task\":[\"maybe\"]}|invalid filter 'is-task=[maybe]'",
            })
    void whatIsNoFilterIsRefused(String filters, String sentence) throws IOException {
        Answer answer = call("GET", "/containers/json?" + filters(filters), "");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(Json.MAPPER.readTree(answer.body()).path("message").asString())
                .isEqualTo(sentence);
    }

    @Test
    void limitsCountFromTheNewest() throws IOException {
        assertThat(names("limit=1")).containsExactly("/web");
        assertThat(names("limit=2")).containsExactly("/web", "/made");
        assertThat(names("limit=-1")).containsExactly("/web");
        assertThat(names("limit=99999999999")).containsExactly("/web", "/made");
        assertThat(call("GET", "/containers/json?limit=%D9%A1", "").body())
                .isEqualTo("{\"message\":\"strconv.Atoi: parsing \\\"\u0661\\\": invalid syntax\"}\n");
    }

    @Test
    void theOldWordsBeforeAndSinceAreNotLookedAt() throws IOException {
        assertThat(names("all=1&before=web&since=nope")).containsExactly("/web", "/made");
    }

    @Test
    void portsShowWhileItRuns() throws IOException {
        assertThat(list("").getFirst().path("Ports").toString())
                .isEqualTo("[{\"PrivatePort\":80,\"Type\":\"tcp\"},{\"PrivatePort\":90,\"Type\":\"udp\"}]");

        call("POST", "/containers/web/kill", "");
        call("POST", "/containers/web/wait", "");

        assertThat(list("all=1").getFirst().path("Ports").toString()).isEqualTo("[]");
    }
}
