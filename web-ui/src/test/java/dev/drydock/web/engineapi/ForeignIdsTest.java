package dev.drydock.web.engineapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.engine.Engine;
import dev.drydock.core.labhost.LabId;
import dev.drydock.web.engineapi.RawClient.Answer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a student gets who has learned an id of somebody else's lab. */
@Tag("hostile")
@Timeout(60)
class ForeignIdsTest {
    private static final LabId BOB = new LabId("bob");
    private static final String CREATE = "{\"Image\":\"busybox\",\"Cmd\":[\"sleep\",\"1000\"]}";

    private EngineFixture fixture;
    private Path bob;

    @BeforeEach
    void start() throws IOException {
        fixture = new EngineFixture();
        bob = fixture.socket("bob");
        Engine engine = fixture.newEngine();
        fixture.server().open(BOB, bob, engine);
    }

    @AfterEach
    void stop() throws IOException {
        fixture.server().close(BOB);
        fixture.close();
    }

    private static String id(Answer answer) {
        assertThat(answer.status()).isEqualTo(201);
        return Json.MAPPER.readTree(answer.body()).path("Id").stringValue();
    }

    /** Not found rather than forbidden: whether an id exists elsewhere is not told. */
    @Test
    void m02IdsOfAnotherLabDoNotExist() throws IOException {
        String container = id(RawClient.call(bob, "POST", "/containers/create?name=secret", CREATE));
        assertThat(RawClient.call(bob, "POST", "/containers/" + container + "/start", "")
                        .status())
                .isEqualTo(204);
        String exec = id(RawClient.call(
                bob, "POST", "/containers/" + container + "/exec", "{\"Cmd\":[\"true\"],\"AttachStdout\":true}"));

        for (String key : new String[] {container, container.substring(0, 12), "secret"}) {
            assertAbsent("GET", "/containers/" + key + "/json", "");
            assertAbsent("GET", "/containers/" + key + "/logs?stdout=1", "");
            assertAbsent("POST", "/containers/" + key + "/start", "");
            assertAbsent("POST", "/containers/" + key + "/kill", "");
            assertAbsent("POST", "/containers/" + key + "/attach?stream=1&stdout=1", "");
            assertAbsent("POST", "/containers/" + key + "/exec", "{\"Cmd\":[\"true\"]}");
            assertAbsent("DELETE", "/containers/" + key + "?force=1", "");
            assertAbsent(
                    "POST",
                    "/containers/create",
                    CREATE.replace("}", ",\"HostConfig\":{\"NetworkMode\":\"container:" + key + "\"}}"),
                    201);
        }
        assertAbsent("GET", "/exec/" + exec + "/json", "");
        assertAbsent("POST", "/exec/" + exec + "/start", "{\"Detach\":true}");
        assertThat(RawClient.call(bob, "GET", "/containers/" + container + "/json", "")
                        .body())
                .contains("\"Running\":true");
    }

    private void assertAbsent(String method, String target, String body) throws IOException {
        assertThat(RawClient.call(fixture.socket(), method, target, body).status())
                .as(method + " " + target)
                .isEqualTo(404);
    }

    /** The network of a container is looked for when the new one starts. */
    private void assertAbsent(String method, String target, String body, int created) throws IOException {
        Answer answer = RawClient.call(fixture.socket(), method, target, body);
        if (answer.status() == created) {
            answer = RawClient.call(fixture.socket(), "POST", "/containers/" + id(answer) + "/start", "");
        }
        assertThat(answer.status()).as(body).isBetween(400, 409);
    }
}
