package dev.drydock.core.distribution;

import static dev.drydock.core.distribution.DistributionFixture.config;
import static dev.drydock.core.distribution.DistributionFixture.gzip;
import static dev.drydock.core.distribution.DistributionFixture.layer;
import static dev.drydock.core.distribution.DistributionFixture.manifest;
import static dev.drydock.core.distribution.DistributionFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.oci.MediaTypes;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.core.simulated.SimulatedRegistry;
import dev.drydock.core.simulated.SimulatedResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a student sets in {@code daemon.json} is followed as far as the server lets lab hosts go. */
@Timeout(60)
class LabRegistriesTest {
    private static final String PORT_HOST = "secure.example:5000";
    private final DistributionFixture fixture = new DistributionFixture(
            new RegistrySettings(Set.of(DistributionFixture.HOST, PORT_HOST), Set.of("plain.example:5000"), List.of()));
    private final SimulatedRegistry hub = new SimulatedRegistry();

    @BeforeEach
    void hub() {
        publish(hub, "ann/app", "hub");
        fixture.server.network().put(RegistrySettings.HUB_HOST, hub);
    }

    private static void publish(SimulatedRegistry registry, String path, String content) {
        byte[] tar = layer(content);
        byte[] config = config("linux", tar);
        registry.putBlob(path, config);
        registry.putBlob(path, gzip(tar));
        registry.putManifest(path, "latest", MediaTypes.DOCKER_MANIFEST, manifest(config, gzip(tar)));
    }

    private void mirrors(String... mirrors) {
        fixture.server.daemonFile("{\"registry-mirrors\": [\"" + String.join("\", \"", mirrors) + "\"]}");
    }

    private String pulled(String name) {
        fixture.pull(fixture.engine, request(ImageReference.parse(name)));
        String diffId =
                fixture.engine.images().find(name).layers().getFirst().diffId().toString();
        fixture.engine.imageRemoval().remove(name, true, true);
        return List.of("hub", "mirror", "own").stream()
                .filter(content -> diffId.equals(Digest.ofBytes(layer(content)).toString()))
                .findFirst()
                .orElseThrow();
    }

    private List<String> asked() {
        return fixture.server.network().requests().stream()
                .map(each -> each.uri().getScheme() + "://" + each.uri().getAuthority())
                .distinct()
                .toList();
    }

    private LabRegistries.State state() {
        return fixture.engine.distribution().registries().read();
    }

    @Test
    void aMirrorThatTheServerAllowsIsAskedBeforeDockerHub() {
        publish(fixture.registry, "ann/app", "mirror");
        mirrors("https://" + DistributionFixture.HOST);

        assertThat(pulled("ann/app")).isEqualTo("mirror");
        assertThat(asked()).containsExactly("https://" + DistributionFixture.HOST);
        assertThat(state().warnings()).isEmpty();
    }

    @Test
    void theServersOwnRegistryCanBeAMirrorOfEverything() {
        publish(fixture.server.ownRegistry(), "ann/app", "own");
        mirrors("http://registry.lab:5000");

        assertThat(pulled("ann/app")).isEqualTo("own");
    }

    @Test
    void aMirrorElsewhereIsNeverAskedAndThatIsSaid() {
        mirrors(
                "https://evil.example",
                "http://127.0.0.1:8080",
                "http://169.254.169.254",
                "http://localhost",
                "http://" + DistributionFixture.HOST);

        assertThat(pulled("ann/app")).isEqualTo("hub");
        assertThat(asked()).containsExactly("https://" + RegistrySettings.HUB_HOST);
        assertThat(state().warnings())
                .hasSize(5)
                .contains("registry mirror https://evil.example/ is not used: this server lets lab hosts reach only"
                        + " docker.io, registry.example, secure.example:5000, plain.example:5000, registry.lab:5000");
    }

    @Test
    void aMirrorThatIsDownOrLiesIsPassedOver() {
        fixture.server
                .network()
                .put(
                        "plain.example:5000",
                        each -> each.uri().getPath().contains("/manifests/")
                                ? SimulatedResponse.of(
                                        200,
                                        Map.of("Content-Type", MediaTypes.DOCKER_MANIFEST),
                                        "{}".getBytes(StandardCharsets.UTF_8))
                                : SimulatedResponse.of(200, Map.of(), new byte[0]));
        mirrors("https://" + PORT_HOST, "http://plain.example:5000");

        assertThat(pulled("ann/app")).isEqualTo("hub");
        assertThat(asked())
                .containsExactly(
                        "https://" + PORT_HOST, "http://plain.example:5000", "https://" + RegistrySettings.HUB_HOST);
    }

    @Test
    void whileTheFileIsBrokenWhatItLastSaidWellCounts() {
        publish(fixture.registry, "ann/app", "mirror");
        mirrors("https://" + DistributionFixture.HOST);
        assertThat(pulled("ann/app")).isEqualTo("mirror");
        fixture.server.daemonFile("{\"registry-mirrors\": [}");

        assertThat(pulled("ann/app")).isEqualTo("mirror");
        assertThat(state().settings().mirrors()).containsExactly(URI.create("https://" + DistributionFixture.HOST));
        assertThat(state().warnings())
                .containsExactly("unable to configure the Docker daemon with file /etc/docker/daemon.json:"
                        + " invalid character '}' looking for beginning of value");

        fixture.server.daemonFile(null);
        assertThat(state()).isEqualTo(new LabRegistries.State(DaemonSettings.DEFAULT, List.of()));
    }

    @Test
    void aRegistryThatIsSetInsecureIsAskedWithoutTlsWhenItHasNone() {
        fixture.server.network().put(PORT_HOST, each -> {
            if (each.uri().getScheme().equals("https")) {
                throw new IOException("http: server gave HTTP response to HTTPS client");
            }
            return fixture.registry.answer(each);
        });
        publish(fixture.registry, "app", "mirror");
        String name = PORT_HOST + "/app";

        fixture.server.daemonFile("{\"insecure-registries\": [\"" + PORT_HOST + "\"]}");
        assertThat(pulled(name)).isEqualTo("mirror");
    }

    @Test
    void aRegistryThatIsNotAllowedStaysSo() {
        fixture.server.daemonFile("{\"insecure-registries\": [\"127.0.0.1:22\", \"127.0.0.0/8\"]}");

        assertThat(fixture.refusal(ImageReference.parse("127.0.0.1:22/app")))
                .startsWith("Get \"https://127.0.0.1:22/v2/\": this server lets lab hosts reach only");
        assertThat(asked()).isEmpty();
    }
}
