package dev.drydock.web.engineapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.event.Event;
import dev.drydock.web.engineapi.RawClient.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LogsTest {
    private EngineFixture fixture;

    @BeforeEach
    void start() throws IOException {
        fixture = new EngineFixture();
    }

    @AfterEach
    void stop() throws IOException {
        fixture.engine()
                .view()
                .containers()
                .forEach(container ->
                        fixture.engine().containers().remove(container.id().value(), true));
        fixture.close();
    }

    private Answer call(String method, String target, String body) throws IOException {
        return RawClient.call(fixture.socket(), method, target, body);
    }

    private void run(String name, boolean terminal, String script) throws IOException {
        String body = Json.MAPPER.writeValueAsString(Json.MAPPER
                .createObjectNode()
                .put("Image", "busybox")
                .put("Tty", terminal)
                .set("Cmd", Json.MAPPER.createArrayNode().add("sh").add("-c").add(script)));
        call("POST", "/containers/create?name=" + name, body);
        call("POST", "/containers/" + name + "/start", "");
        call("POST", "/containers/" + name + "/wait", "");
    }

    private String logs(String query) throws IOException {
        Answer answer = call("GET", "/containers/logger/logs?" + query, "");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    /** A frame of the multiplexed stream, each byte as one character. */
    private static String frame(int stream, String text) {
        return (char) stream + "\0\0\0\0\0\0" + (char) text.length() + text;
    }

    @Test
    void linesComeInFramesByStream() throws IOException {
        run("logger", false, "echo one; echo two >&2; echo -n three");

        assertThat(logs("stdout=1&stderr=1")).isEqualTo(frame(1, "one\n") + frame(2, "two\n") + frame(1, "three"));
        assertThat(logs("stdout=1")).isEqualTo(frame(1, "one\n") + frame(1, "three"));
        assertThat(logs("stderr=1&follow=1")).isEqualTo(frame(2, "two\n"));
    }

    @Test
    void nothingFollowsOfOneThatDoesNotRun() throws IOException {
        call("POST", "/containers/create?name=logger", "{\"Image\": \"busybox\"}");

        assertThat(logs("stdout=1&follow=1")).isEmpty();
    }

    @Test
    void readingLogsIsNoAttachment() throws IOException {
        run("logger", false, "echo one");

        logs("stdout=1&tail=1");

        assertThat(fixture.engine().view().events()).extracting(Event::action).doesNotContain("attach");
    }

    @Test
    void tailCountsFromTheEnd() throws IOException {
        run("logger", false, "echo 1; echo 2; echo 3; echo 4");

        assertThat(logs("stdout=1&tail=2")).isEqualTo(frame(1, "3\n") + frame(1, "4\n"));
        assertThat(logs("stdout=1&tail=2&follow=1")).isEqualTo(frame(1, "3\n") + frame(1, "4\n"));
        assertThat(logs("stdout=1&tail=0")).isEmpty();
        assertThat(logs("stdout=1&tail=9")).hasSize(4 * 10);
        assertThat(logs("stdout=1&tail=all")).hasSize(4 * 10);
        assertThat(logs("stdout=1&tail=-5")).hasSize(4 * 10);
    }

    @Test
    void aTerminalsLogIsRaw() throws IOException {
        run("logger", true, "echo one");

        Answer answer = call("GET", "/v1.50/containers/logger/logs?stdout=1", "");

        assertThat(answer.header("Content-Type")).isEqualTo("application/vnd.docker.raw-stream");
        assertThat(answer.body()).isEqualTo("one\r\n");
    }

    @Test
    void timestampsStandBeforeEachLine() throws IOException {
        run("logger", true, "echo one; echo two");

        assertThat(logs("stdout=1&timestamps=1").lines())
                .hasSize(2)
                .allMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{9}Z (one|two)"));
    }

    @Test
    void sinceAndUntilLimitByTime() throws IOException {
        run("logger", true, "echo one");

        assertThat(logs("stdout=1&since=1")).isEqualTo("one\r\n");
        assertThat(logs("stdout=1&since=32503680000")).isEmpty();
        assertThat(logs("stdout=1&until=1")).isEmpty();
        assertThat(logs("stdout=1&until=0&since=0")).isEqualTo("one\r\n");
    }

    @Test
    void noStreamChosenIsRefused() throws IOException {
        run("logger", false, "echo one");

        assertThat(call("GET", "/containers/logger/logs", "").body())
                .isEqualTo("{\"message\":\"Bad parameters: you must choose at least one stream\"}\n");
        assertThat(call("GET", "/containers/logger/logs?stdout=1&since=x", "").status())
                .isEqualTo(400);
    }

    @Test
    void followingShowsLinesAsTheyCome() throws IOException {
        String create = "{\"Image\":\"busybox\",\"OpenStdin\":true,\"Cmd\":[\"cat\"]}";
        call("POST", "/containers/create?name=logger", create);
        call("POST", "/containers/logger/start", "");
        try (RawClient typist = new RawClient(fixture.socket());
                RawClient reader = new RawClient(fixture.socket())) {
            typist.upgrade("/containers/logger/attach?stream=1&stdin=1", "");
            reader.request("GET", "/containers/logger/logs?stdout=1&follow=1", "");
            reader.readHead();
            for (String line : new String[] {"first\n", "second\n"}) {
                typist.send(line);

                assertThat(new String(reader.readChunk(), StandardCharsets.ISO_8859_1))
                        .isEqualTo(frame(1, line));
            }
        }
    }
}
