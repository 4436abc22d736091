package dev.drydock.web.engineapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** {@code docker container prune}: its documents, and what the real command shows of them. */
@Timeout(60)
class PruneTest {
    private EngineFixture fixture;

    @BeforeEach
    void start() throws IOException {
        fixture = new EngineFixture();
    }

    @AfterEach
    void stop() throws IOException {
        fixture.close();
    }

    @Test
    void saysNullWhereNothingWasRemoved() throws IOException {
        assertThat(RawClient.call(fixture.socket(), "POST", "/containers/prune", "")
                        .body())
                .isEqualToIgnoringNewLines("{\"ContainersDeleted\":null,\"SpaceReclaimed\":0}");
        assertThat(RawClient.call(fixture.socket(), "POST", "/networks/prune", "")
                        .body())
                .isEqualToIgnoringNewLines("{\"NetworksDeleted\":null}");
    }

    @Test
    void theEventIsOfNoContainerInParticular() throws IOException {
        RawClient.call(fixture.socket(), "POST", "/containers/prune", "");

        Instant now = Instant.now();
        String until = now.getEpochSecond() + "." + String.format(Locale.ROOT, "%09d", now.getNano());
        String line = RawClient.call(fixture.socket(), "GET", "/events?until=" + until, "")
                .body();
        JsonNode event = Json.MAPPER.readTree(line);
        assertThat(event.propertyNames()).doesNotContain("id", "from");
        assertThat(event.path("status").asString()).isEqualTo("prune");
        assertThat(event.path("Actor"))
                .isEqualTo(Json.MAPPER.valueToTree(Map.of("ID", "", "Attributes", Map.of("reclaimed", "0"))));
    }

    @Test
    @Tag("dockercli")
    void theCommandPrunesByLabelAndAge() throws Exception {
        DockerCommand docker = new DockerCommand(fixture.socket());
        docker.output("create", "--name", "kept", "--label", "keep", "busybox");
        String id = docker.output("create", "--name", "other", "busybox");

        assertThat(docker.run("container", "prune", "-f", "--filter", "until=x").err())
                .isEqualTo("Error response from daemon: failed to parse value as time or duration: \"x\"\n");
        assertThat(docker.output("container", "prune", "-f", "--filter", "until=1h"))
                .isEqualTo("Total reclaimed space: 0B");
        assertThat(docker.output("container", "prune", "-f", "--filter", "label!=keep"))
                .isEqualTo("Deleted Containers:\n" + id + "\n\nTotal reclaimed space: 0B");
        assertThat(docker.output("ps", "-a", "--format", "{{.Names}}")).isEqualTo("kept");
    }
}
