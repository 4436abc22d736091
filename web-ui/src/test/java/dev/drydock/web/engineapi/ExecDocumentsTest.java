package dev.drydock.web.engineapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** What a client is told of the execs that it makes. */
@Timeout(60)
class ExecDocumentsTest {
    private EngineFixture fixture;
    private String container;

    @BeforeEach
    void start() throws IOException {
        fixture = new EngineFixture();
        RawClient.Answer created =
                call("POST", "/containers/create?name=web", "{\"Image\":\"busybox\",\"Cmd\":[\"sleep\",\"1000\"]}");
        container = Json.MAPPER.readTree(created.body()).path("Id").asString();
        fixture.engine().containers().start("web");
    }

    @AfterEach
    void stop() throws IOException {
        fixture.engine().containers().remove("web", true);
        fixture.close();
    }

    private RawClient.Answer call(String method, String path, String body) throws IOException {
        return RawClient.call(fixture.socket(), method, path, body);
    }

    private JsonNode json(String path) throws IOException {
        return Json.MAPPER.readTree(call("GET", path, "").body());
    }

    private String create(String body) throws IOException {
        RawClient.Answer answer = call("POST", "/containers/web/exec", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return Json.MAPPER.readTree(answer.body()).path("Id").asString();
    }

    @Test
    void whatWasAskedForIsShown() throws IOException {
        String id = create("{\"Cmd\":[\"sh\",\"-c\",\"exit 3\"],\"AttachStdout\":true,\"DetachKeys\":\"ctrl-a,x\"}");
        JsonNode exec = json("/exec/" + id + "/json");

        assertThat(exec.toString())
                .isEqualTo("{\"ID\":\"" + id + "\",\"Running\":false,\"ExitCode\":null,"
                        + "\"ProcessConfig\":{\"tty\":false,\"entrypoint\":\"sh\",\"arguments\":[\"-c\",\"exit 3\"],"
                        + "\"privileged\":false},\"OpenStdin\":false,\"OpenStderr\":false,\"OpenStdout\":true,"
                        + "\"CanRemove\":false,\"ContainerID\":\"" + container
                        + "\",\"DetachKeys\":\"AXg=\",\"Pid\":0}");
    }

    @Test
    void aContainerListsThoseThatHaveNotEnded() throws IOException {
        assertThat(json("/containers/web/json").path("ExecIDs").isNull()).isTrue();
        String id = create("{\"Cmd\":[\"true\"]}");

        assertThat(json("/containers/web/json").path("ExecIDs").toString()).isEqualTo("[\"" + id + "\"]");
    }

    @Test
    void onlyWhatWasAskedForIsDelivered() throws IOException {
        String id = create("{\"Cmd\":[\"sh\",\"-c\",\"echo out; echo err >&2\"],\"AttachStderr\":true}");
        RawClient.Answer answer = call("POST", "/exec/" + id + "/start", "{}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("err").doesNotContain("out");
    }

    @Test
    void detachKeysMustBeKeys() throws IOException {
        RawClient.Answer answer = call("POST", "/containers/web/exec", "{\"Cmd\":[\"true\"],\"DetachKeys\":\"ctrl-\"}");

        assertThat(answer.body()).isEqualTo("{\"message\":\"Invalid escape keys (ctrl-) provided\"}\n");
    }
}
