package dev.drydock.web.engineapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.web.engineapi.RawClient.Answer;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** What a container was created with can be read again as it was given. */
@Timeout(60)
class HostConfigTest {
    private EngineFixture fixture;

    @BeforeEach
    void start() throws IOException {
        fixture = new EngineFixture();
    }

    @AfterEach
    void stop() throws IOException {
        fixture.close();
    }

    private Answer create(String members) throws IOException {
        String body = "{\"Image\":\"busybox\",\"Cmd\":[\"true\"]," + members + "}";
        return RawClient.call(fixture.socket(), "POST", "/v1.44/containers/create", body);
    }

    private JsonNode inspect(String members) throws IOException {
        Answer created = create(members);
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        String id = Json.MAPPER.readTree(created.body()).path("Id").stringValue();
        return Json.MAPPER.readTree(RawClient.call(fixture.socket(), "GET", "/containers/" + id + "/json", "")
                .body());
    }

    private void assertKept(String hostConfig) throws IOException {
        JsonNode expected = Json.MAPPER.readTree(hostConfig);
        JsonNode actual = inspect("\"HostConfig\":" + hostConfig).path("HostConfig");
        expected.properties()
                .forEach(member -> assertThat(actual.path(member.getKey())).isEqualTo(member.getValue()));
    }

    @Test
    void namesAreKept() throws IOException {
        assertKept("""
                {"Dns": ["1.2.3.4"], "DnsSearch": ["a.b"], "DnsOptions": ["ndots:2"], "ExtraHosts": ["x:host-gateway"]}""");
    }

    @Test
    void devicesAndAnnotationsAreKept() throws IOException {
        assertKept("""
                {"Devices": [{"PathOnHost": "/dev/zero", "PathInContainer": "/dev/nulo", "CgroupPermissions": "rw"}],
                 "Annotations": {"key": "value"}}""");
    }

    @Test
    void anEmptyAnnotationKeyIsRefused() throws IOException {
        Answer answer = create("\"HostConfig\":{\"Annotations\":{\"\":\"x\"}}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body())
                .contains("invalid Annotations: the empty string is not permitted as an annotation key");
    }

    /** Go reads null as the empty text. */
    @Test
    void aLabelMayBeNull() throws IOException {
        assertThat(inspect("\"Labels\":{\"a\":null,\"b\":\"c\"}").path("Config").path("Labels"))
                .isEqualTo(Json.MAPPER.readTree("{\"a\":\"\",\"b\":\"c\"}"));
    }
}
