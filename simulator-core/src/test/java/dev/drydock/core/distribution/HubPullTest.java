package dev.drydock.core.distribution;

import static dev.drydock.core.distribution.DistributionFixture.config;
import static dev.drydock.core.distribution.DistributionFixture.entry;
import static dev.drydock.core.distribution.DistributionFixture.gzip;
import static dev.drydock.core.distribution.DistributionFixture.layer;
import static dev.drydock.core.distribution.DistributionFixture.manifest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.engine.Engine;
import dev.drydock.core.oci.MediaTypes;
import dev.drydock.core.oci.Platform;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.core.simulated.SimulatedResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a class pulls from Docker Hub. */
@Timeout(60)
class HubPullTest {
    private static final ImageReference IMAGE = ImageReference.parse("school/app:1");
    private static final String PATH = "school/app";
    private static final String MANIFEST = "/v2/school/app/manifests/1";
    private final DistributionFixture fixture = new DistributionFixture();
    private final Engine other = fixture.lab();

    private void hub(SimulatedAnswer answer) {
        fixture.server.network().put(RegistrySettings.HUB_HOST, answer::to);
    }

    /** What Docker Hub says. */
    private interface SimulatedAnswer {
        RegistryResponse to(RegistryRequest request) throws IOException;
    }

    private void pull(Engine lab) {
        fixture.pull(lab, DistributionFixture.request(IMAGE));
    }

    /** How often Docker Hub was asked for something. */
    private long asked(String method, String path) {
        return fixture.server.network().requests().stream()
                .filter(request -> request.uri().getAuthority().equals(RegistrySettings.HUB_HOST))
                .filter(request -> request.method().equals(method))
                .filter(request -> request.uri().getPath().startsWith(path))
                .count();
    }

    private static Optional<Digest> digest(Engine lab) {
        return lab.images()
                .byReference(IMAGE)
                .flatMap(image -> image.references().stream()
                        .flatMap(name -> name.digest().stream())
                        .findFirst());
    }

    @Test
    void theSecondOneAsksWhetherTheTagHasChanged() {
        hub(fixture.registry::answer);
        Digest published = fixture.publish(PATH, "1", layer("a"));
        pull(fixture.engine);
        pull(other);

        assertThat(asked("GET", MANIFEST)).as("pulls that Docker Hub counts").isOne();
        assertThat(asked("HEAD", MANIFEST)).isOne();
        assertThat(asked("GET", "/v2/school/app/blobs"))
                .as("configuration and layer")
                .isEqualTo(2);
        assertThat(digest(other)).contains(published);
    }

    @Test
    void aTagThatHasMovedIsPulled() {
        hub(fixture.registry::answer);
        fixture.publish(PATH, "1", layer("a"));
        pull(fixture.engine);
        Digest moved = fixture.publish(PATH, "1", layer("b"));
        pull(other);

        assertThat(digest(other)).contains(moved);
    }

    @Test
    void whatWasPulledIsThereWhenDockerHubIsNot() {
        hub(fixture.registry::answer);
        Digest published = fixture.publish(PATH, "1", layer("a"));
        pull(fixture.engine);
        hub(_ -> {
            throw new IOException("connection refused");
        });
        pull(other);

        assertThat(digest(other)).contains(published);
    }

    @Test
    void andWhenItHasBeenAskedTooOften() {
        hub(fixture.registry::answer);
        Digest published = fixture.publish(PATH, "1", layer("a"));
        pull(fixture.engine);
        hub(request -> request.uri().getPath().contains("/manifests/")
                ? SimulatedResponse.error(429, "TOOMANYREQUESTS", "You have reached your pull rate limit")
                : fixture.registry.answer(request));
        pull(other);

        assertThat(digest(other)).contains(published);
    }

    @Test
    void whatDockerHubNoLongerShowsIsNotShown() {
        hub(fixture.registry::answer);
        fixture.publish(PATH, "1", layer("a"));
        pull(fixture.engine);
        hub(_ -> SimulatedResponse.error(403, "DENIED", "requested access to the resource is denied"));

        assertThat(fixture.refusal(IMAGE)).contains("pull access denied for school/app");
    }

    @Test
    void whatSomebodySeesWithAPasswordIsNotKept() {
        hub(fixture.registry::answer);
        fixture.publish(PATH, "1", layer("a"));
        fixture.pull(
                other, new PullRequest(IMAGE, false, Optional.empty(), new RegistryAuth("anna", "secret", "", "")));
        hub(_ -> {
            throw new IOException("connection refused");
        });

        assertThat(fixture.refusal(IMAGE)).isEqualTo("Get \"https://registry-1.docker.io/v2/\": connection refused");
    }

    @Test
    void aMirrorIsNotTakenForDockerHub() {
        DistributionFixture mirrored = new DistributionFixture();
        mirrored.server.daemonFile("{\"registry-mirrors\":[\"https://" + DistributionFixture.HOST + "\"]}");
        mirrored.publish(PATH, "1", layer("a"));
        mirrored.pull(mirrored.engine, DistributionFixture.request(IMAGE));

        assertThat(mirrored.server.ownRegistry().manifest("docker.io/school/app", "1"))
                .isEmpty();
    }

    @Test
    void ofAnIndexThePlatformsAreKeptThatWerePulled() {
        hub(fixture.registry::answer);
        byte[] tar = layer("a");
        fixture.publish(PATH, "amd", tar);
        byte[] amd = manifest(config("linux", tar), gzip(tar));
        byte[] armTar = layer("b");
        fixture.publish(PATH, "arm", armTar);
        byte[] arm = manifest(config("linux", armTar), gzip(armTar));
        Digest index = fixture.publishIndex(
                PATH,
                "1",
                List.of(
                        entry(amd, MediaTypes.DOCKER_MANIFEST, "amd64", ""),
                        entry(arm, MediaTypes.DOCKER_MANIFEST, "arm64", "v8")));
        pull(fixture.engine);
        pull(other);
        assertThat(digest(other)).contains(index);
        assertThat(asked("GET", MANIFEST)).isOne();

        fixture.pull(
                other,
                new PullRequest(IMAGE, false, Optional.of(new Platform("arm64", "linux", "v8")), RegistryAuth.NONE));
        assertThat(asked("GET", "/v2/school/app/manifests/" + Digest.ofBytes(arm)))
                .as("nobody had pulled it")
                .isOne();
    }
}
