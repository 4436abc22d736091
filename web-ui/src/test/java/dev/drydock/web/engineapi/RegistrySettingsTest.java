package dev.drydock.web.engineapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** {@code docker info} shows the registries of {@code daemon.json} where dockerd shows them. */
@Timeout(60)
class RegistrySettingsTest {
    private static JsonNode info(EngineFixture fixture) throws IOException {
        return Json.MAPPER.readTree(
                RawClient.call(fixture.socket(), "GET", "/info", "").body());
    }

    @Test
    void whatIsSetIsShown() throws IOException {
        try (EngineFixture fixture = new EngineFixture()) {
            fixture.daemonFile("{\"registry-mirrors\": [\"http://registry.lab:5000\"],"
                    + " \"insecure-registries\": [\"plain.example:5000\", \"10.0.0.0/8\"]}");

            assertThat(info(fixture).path("RegistryConfig")).isEqualTo(Json.MAPPER.readTree("""
                    {
                      "InsecureRegistryCIDRs": ["::1/128", "127.0.0.0/8", "10.0.0.0/8"],
                      "IndexConfigs": {
                        "docker.io": {
                          "Name": "docker.io",
                          "Mirrors": ["http://registry.lab:5000/"],
                          "Secure": true,
                          "Official": true
                        },
                        "plain.example:5000": {
                          "Name": "plain.example:5000",
                          "Mirrors": [],
                          "Secure": false,
                          "Official": false
                        }
                      },
                      "Mirrors": ["http://registry.lab:5000/"]
                    }"""));
            assertThat(info(fixture).path("Warnings").isNull()).isTrue();
        }
    }

    @Test
    void whatIsBrokenIsAWarning() throws IOException {
        try (EngineFixture fixture = new EngineFixture()) {
            fixture.daemonFile("{");

            assertThat(info(fixture).path("Warnings"))
                    .map(JsonNode::asString)
                    .containsExactly("WARNING: unable to configure the Docker daemon with file"
                            + " /etc/docker/daemon.json: unexpected EOF");
        }
    }
}
