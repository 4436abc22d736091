package dev.drydock.web.engineapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.web.engineapi.RawClient.Answer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-o pid,comm|[\"PID\",\"COMMAND\"]",
                "-opid,args|[\"PID\",\"COMMAND\"]",
                "-eo pid -o user=WHO|[\"PID\",\"WHO\"]",
                "axo pid,%cpu,vsz|[\"PID\",\"%CPU\",\"VSZ\"]",
                "--format=ppid,pid,stat,tty,time|[\"PPID\",\"PID\",\"STAT\",\"TTY\",\"TIME\"]",
                "-e|[\"PID\",\"TTY\",\"TIME\",\"CMD\"]",
                "-Af|[\"UID\",\"PID\",\"PPID\",\"C\",\"STIME\",\"TTY\",\"TIME\",\"CMD\"]",
            })
    void psArgumentsChooseColumns(String arguments, String titles) throws IOException {
        call("POST", "/containers/cat/start", "");

        JsonNode top = get("/containers/cat/top?ps_args=" + URLEncoder.encode(arguments, StandardCharsets.UTF_8));

        assertThat(top.path("Titles").toString()).isEqualTo(titles);
        assertThat(top.path("Processes").path(0)).hasSameSizeAs(top.path("Titles"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-o comm|Couldn't find PID field in ps output",
                "-o pid,nope|ps: error: unknown user-defined format specifier \"nope\"",
                "--nope|ps: error: unknown gnu long option",
                "-o|ps: error: format specification must follow -o",
                "-o comm=PID|specifying \"comm=PID\" is not allowed",
                "-o pid,wchan|ps arguments \"-o wchan\" are not supported by this engine",
                "-l|ps arguments \"-l\" are not supported by this engine",
            })
    void otherPsArgumentsAreRefused(String arguments, String sentence) throws IOException {
        call("POST", "/containers/cat/start", "");

        Answer answer =
                call("GET", "/containers/cat/top?ps_args=" + URLEncoder.encode(arguments, StandardCharsets.UTF_8), "");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(Json.MAPPER.readTree(answer.body()).path("message").asString())
                .isEqualTo(sentence);
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
