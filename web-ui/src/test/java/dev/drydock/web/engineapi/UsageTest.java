package dev.drydock.web.engineapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.web.engineapi.RawClient.Answer;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class UsageTest {
    private EngineFixture fixture;

    @BeforeEach
    void start() throws IOException {
        fixture = new EngineFixture();
        String body =
                "{\"Image\":\"busybox\",\"OpenStdin\":true,\"Cmd\":[\"cat\"],\"HostConfig\":{\"Memory\":67108864}}";
        assertThat(call("POST", "/containers/create?name=cat", body).status()).isEqualTo(201);
    }

    @AfterEach
    void stop() throws IOException {
        fixture.engine().containers().remove("cat", true);
        fixture.close();
    }

    private Answer call(String method, String target, String body) throws IOException {
        return RawClient.call(fixture.socket(), method, target, body);
    }

    private JsonNode get(String target) throws IOException {
        Answer answer = call("GET", target, "");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return Json.MAPPER.readTree(answer.body());
    }

    @Test
    void topShowsTheColumnsOfPs() throws IOException {
        call("POST", "/containers/cat/start", "");

        assertThat(get("/containers/cat/top").toString())
                .startsWith(
                        "{\"Titles\":[\"UID\",\"PID\",\"PPID\",\"C\",\"STIME\",\"TTY\",\"TIME\",\"CMD\"],\"Processes\":[[\"root\",")
                .endsWith("\"00:00:00\",\"cat\"]]}");
        assertThat(get("/containers/cat/top?ps_args=aux")
                        .path("Titles")
                        .path(10)
                        .asString())
                .isEqualTo("COMMAND");
        assertThat(call("GET", "/containers/cat/top?ps_args=-o%20nope", "").status())
                .isEqualTo(400);
    }

    @Test
    void topOfAContainerThatDoesNotRunIsAConflict() throws IOException {
        Answer answer = call("GET", "/containers/cat/top", "");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).contains(" is not running");
    }

    @Test
    void oneSampleOfStats() throws IOException {
        call("POST", "/containers/cat/start", "");

        JsonNode stats = get("/containers/cat/stats?stream=0&one-shot=1");
        assertThat(stats.path("name").asString()).isEqualTo("/cat");
        assertThat(stats.path("memory_stats").path("limit").asLong()).isEqualTo(67108864);
        assertThat(stats.path("pids_stats").path("current").asInt()).isEqualTo(1);
        assertThat(stats.path("cpu_stats").path("online_cpus").asInt()).isEqualTo(2);
        assertThat(stats.path("preread").asString()).isEqualTo("0001-01-01T00:00:00Z");
    }

    @Test
    void statsOfAContainerThatDoesNotRunAreZero() throws IOException {
        JsonNode stats = get("/containers/cat/stats?stream=0");

        assertThat(stats.path("memory_stats").path("usage").asLong()).isZero();
        assertThat(call("GET", "/containers/nope/stats", "").status()).isEqualTo(404);
    }

    @Test
    void limitsAreUpdated() throws IOException {
        call("POST", "/containers/cat/start", "");

        Answer answer = call(
                "POST",
                "/containers/cat/update",
                "{\"Memory\":134217728,\"RestartPolicy\":{\"Name\":\"on-failure\",\"MaximumRetryCount\":3}}");

        assertThat(answer.body()).isEqualTo("{\"Warnings\":[]}\n");
        JsonNode host = get("/containers/cat/json").path("HostConfig");
        assertThat(host.path("Memory").asLong()).isEqualTo(134217728);
        assertThat(host.path("RestartPolicy").path("MaximumRetryCount").asInt()).isEqualTo(3);
        assertThat(get("/containers/cat/stats?stream=0&one-shot=1")
                        .path("memory_stats")
                        .path("limit")
                        .asLong())
                .isEqualTo(134217728);
        assertThat(call("POST", "/containers/cat/update", "{\"Memory\":1}").body())
                .contains("Minimum memory limit allowed is 6MB");
    }
}
