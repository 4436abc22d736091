package dev.drydock.core.distribution;

import static dev.drydock.core.distribution.DistributionFixture.gzip;
import static dev.drydock.core.distribution.DistributionFixture.image;
import static dev.drydock.core.distribution.DistributionFixture.layer;
import static dev.drydock.core.distribution.DistributionFixture.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.engine.Engine;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.event.Event;
import dev.drydock.core.image.Image;
import dev.drydock.core.layer.LayerBlob;
import dev.drydock.core.oci.MediaTypes;
import dev.drydock.core.oci.Platform;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.core.simulated.SimulatedResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PullTest {
    private static final byte[] BASE = layer("base");
    private static final byte[] TOP = layer("top");
    private final DistributionFixture fixture = new DistributionFixture();

    private static String id(byte[] tar) {
        return Digest.ofBytes(gzip(tar)).hex().substring(0, 12);
    }

    private static String blob(String path, byte[] tar) {
        return "/v2/" + path + "/blobs/" + Digest.ofBytes(gzip(tar));
    }

    @Test
    void anImageComesWithItsLayersItsNamesAndItsManifest() throws IOException {
        Digest manifest = fixture.publish("app", "1", BASE, TOP);

        fixture.pull("app:1");

        Image pulled = fixture.engine.images().find(image("app:1").familiar());
        assertThat(pulled.manifest()).contains(manifest);
        assertThat(pulled.references()).containsExactly(image("app:1"), image("app@" + manifest));
        assertThat(pulled.layers())
                .map(layer -> layer.blob().orElseThrow())
                .containsExactly(
                        new LayerBlob(MediaTypes.DOCKER_LAYER_GZIP, Digest.ofBytes(gzip(BASE)), gzip(BASE).length),
                        new LayerBlob(MediaTypes.DOCKER_LAYER_GZIP, Digest.ofBytes(gzip(TOP)), gzip(TOP).length));
        try (InputStream kept = fixture.server.blobs().open(manifest)) {
            assertThat(kept.readAllBytes()).isEqualTo(fixture.registry.manifest("app", "1"));
        }
    }

    @Test
    void progressIsDockers() {
        Digest manifest = fixture.publish("app", "1", BASE);

        fixture.pull("app:1");

        assertThat(fixture.lines())
                .containsExactly(
                        "1: Pulling from app",
                        id(BASE) + ": Pulling fs layer",
                        id(BASE) + ": Verifying Checksum",
                        id(BASE) + ": Download complete",
                        id(BASE) + ": Pull complete",
                        "Digest: " + manifest,
                        "Status: Downloaded newer image for registry.example/app:1");
        long size = gzip(BASE).length;
        assertThat(fixture.progress)
                .contains(
                        new Progress.Transfer(id(BASE), "Downloading", size, size),
                        new Progress.Transfer(id(BASE), "Extracting", size, size));
    }

    @Test
    void layersBeyondThreeWait() {
        byte[][] layers = {layer("1"), layer("2"), layer("3"), layer("4")};
        fixture.publish("app", "1", layers);

        fixture.pull("app:1");

        assertThat(fixture.lines()).contains(id(layers[3]) + ": Waiting").doesNotContain(id(layers[2]) + ": Waiting");
    }

    @Test
    void theSameImageIsUpToDateAndBringsNothing() {
        Digest manifest = fixture.publish("app", "1", BASE);
        fixture.pull("app:1");
        fixture.progress.clear();

        fixture.pull("app:1");

        assertThat(fixture.lines())
                .containsExactly(
                        "1: Pulling from app",
                        "Digest: " + manifest,
                        "Status: Image is up to date for registry.example/app:1");
        assertThat(fixture.count("GET", blob("app", BASE))).isEqualTo(1);
    }

    @Test
    void layersThatTheLabHasAreNotAskedForAgain() {
        fixture.publish("base", "1", BASE);
        fixture.pull("base:1");
        fixture.publish("app", "1", BASE, TOP);

        fixture.pull("app:1");

        assertThat(fixture.lines()).contains(id(BASE) + ": Already exists", id(TOP) + ": Pull complete");
        assertThat(fixture.count("GET", blob("app", BASE))).isZero();
    }

    @Test
    void anImageByItsDigestGetsNoTag() {
        Digest manifest = fixture.publish("app", "1", BASE);

        fixture.pull("app@" + manifest);

        assertThat(fixture.engine
                        .images()
                        .byReference(image("app@" + manifest))
                        .orElseThrow()
                        .references())
                .containsExactly(image("app@" + manifest));
        assertThat(fixture.lines()).startsWith(manifest + ": Pulling from app");
    }

    @Test
    void allTagsOfARepositoryCome() {
        fixture.publish("app", "1", BASE);
        fixture.publish("app", "2", TOP);

        fixture.pull(fixture.engine, new PullRequest(image("app"), true, Optional.empty(), RegistryAuth.NONE));

        assertThat(fixture.engine.images().byReference(image("app:1"))).isPresent();
        assertThat(fixture.engine.images().byReference(image("app:2"))).isPresent();
        assertThat(fixture.lines()).endsWith("Status: Downloaded newer image for registry.example/app");
    }

    @Test
    void aPullIsAnEventUnderTheNameThatWasUsed() {
        fixture.publish("app", "1", BASE);

        fixture.pull("app:1");

        Event event = fixture.engine.events().since(Instant.MIN).getLast();
        assertThat(event.action()).isEqualTo("pull");
        assertThat(event.actorId()).isEqualTo("registry.example/app:1");
        assertThat(event.attributes()).isEqualTo(Map.of("name", "registry.example/app"));
    }

    @Test
    void ofSeveralPlatformsThatOfTheMachineOrTheOneAskedForComes() {
        fixture.publish("app", "amd", BASE);
        fixture.publish("app", "arm", TOP);
        Digest index = fixture.publishIndex(
                "app",
                "1",
                List.of(
                        DistributionFixture.entry(
                                fixture.registry.manifest("app", "arm"), MediaTypes.DOCKER_MANIFEST, "arm", "v7"),
                        DistributionFixture.entry(
                                fixture.registry.manifest("app", "amd"), MediaTypes.DOCKER_MANIFEST, "amd64", "")));

        fixture.pull("app:1");

        Image pulled = fixture.engine.images().find(image("app:1").familiar());
        assertThat(pulled.layers().getFirst().diffId().digest()).isEqualTo(Digest.ofBytes(BASE));
        assertThat(pulled.references()).contains(image("app@" + index));

        PullRequest other = new PullRequest(
                image("app:1"), false, Optional.of(new Platform("arm", "linux", "v7")), RegistryAuth.NONE);
        fixture.pull(fixture.engine, other);
        assertThat(fixture.engine
                        .images()
                        .find(image("app:1").familiar())
                        .layers()
                        .getFirst()
                        .diffId()
                        .digest())
                .isEqualTo(Digest.ofBytes(TOP));
    }

    @Test
    void aPlatformThatThereIsNotIsSaid() {
        fixture.publish("app", "arm", TOP);
        fixture.publishIndex(
                "app",
                "1",
                List.of(DistributionFixture.entry(
                        fixture.registry.manifest("app", "arm"), MediaTypes.DOCKER_MANIFEST, "arm64", "v8")));

        assertThat(fixture.refusal("app:1"))
                .isEqualTo("no matching manifest for linux/amd64 in the manifest list entries");
    }

    @Test
    void thirtyLabsDownloadAndUnpackOnce() throws IOException {
        fixture.publish("app", "1", BASE, TOP);
        List<CompletableFuture<Engine>> pulls = IntStream.range(0, 30)
                .mapToObj(_ -> fixture.lab())
                .map(lab -> CompletableFuture.supplyAsync(() -> {
                    fixture.pull(lab, request(image("app:1")));
                    return lab;
                }))
                .toList();

        for (CompletableFuture<Engine> pull : pulls) {
            assertThat(pull.join().images().byReference(image("app:1"))).isPresent();
        }
        assertThat(fixture.count("GET", blob("app", BASE))).isEqualTo(1);
        assertThat(fixture.count("GET", blob("app", TOP))).isEqualTo(1);
        assertThat(fixture.lines().stream().filter(line -> line.endsWith("Pull complete")))
                .hasSize(60);
    }

    @Test
    void whoBeganADownloadMayLeaveAndTheOthersGetIt() throws Exception {
        fixture.publish("app", "1", BASE);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch joined = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        fixture.server.network().put(DistributionFixture.HOST, request -> {
            if (request.uri().getPath().equals(blob("app", BASE))) {
                if (request.method().equals("HEAD")) {
                    joined.countDown();
                } else {
                    begun.countDown();
                    await(goOn);
                }
            }
            return fixture.registry.answer(request);
        });
        Cancellation first = new Cancellation();
        Engine other = fixture.lab();
        CompletableFuture<Void> gone = CompletableFuture.runAsync(
                () -> fixture.engine.distribution().pull(request(image("app:1")), _ -> {}, first));
        begun.await();
        CompletableFuture<Void> stays = CompletableFuture.runAsync(() -> fixture.pull(other, request(image("app:1"))));
        joined.await();
        first.cancel();
        assertThatThrownBy(gone::join).hasRootCauseMessage("context canceled");
        goOn.countDown();

        stays.join();

        assertThat(other.images().byReference(image("app:1"))).isPresent();
        assertThat(fixture.engine.images().byReference(image("app:1"))).isEmpty();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aBrokenDownloadGoesOnWhereItWas() throws Exception {
        fixture.publish("app", "1", BASE);
        byte[] content = gzip(BASE);
        AtomicInteger gets = new AtomicInteger();
        fixture.server.network().put(DistributionFixture.HOST, request -> {
            if (request.uri().getPath().equals(blob("app", BASE)) && gets.incrementAndGet() == 1) {
                return SimulatedResponse.of(200, Map.of(), Arrays.copyOf(content, 40));
            }
            return fixture.registry.answer(request);
        });
        CompletableFuture<Void> pull = CompletableFuture.runAsync(() -> fixture.pull("app:1"));
        for (int second = 0; second < 5; second++) {
            fixture.server.time().awaitPending(Duration.ofSeconds(1));
            fixture.server.time().advance(Duration.ofSeconds(1));
        }

        pull.join();

        assertThat(fixture.server.network().requests())
                .anySatisfy(request -> assertThat(request.headers()).containsEntry("Range", "bytes=40-"));
        assertThat(fixture.engine.images().byReference(image("app:1"))).isPresent();
    }

    @Test
    void aRegistryThatIsNotThereSaysWhatDockerSays() {
        assertThatThrownBy(() -> fixture.pull(fixture.engine, request(ImageReference.parse("plain.example:5000/x"))))
                .isInstanceOf(EngineException.SystemFailure.class)
                .hasMessage("Get \"http://plain.example:5000/v2/\": dial tcp: lookup plain.example: no such host");
    }

    @Test
    void whatAnswersWithErrorsIsTranslatedAsDockerDoes() {
        fixture.publish("app", "1", BASE);

        assertThat(fixture.refusal("app:2"))
                .isEqualTo("manifest for registry.example/app:2 not found: manifest unknown: manifest unknown");
        assertThat(fixture.refusal("nope:1"))
                .isEqualTo("repository registry.example/nope not found: name unknown: repository name not known to"
                        + " registry");
    }

    @Test
    void aRegistryThatTheSettingsDoNotNameIsRefusedWithThoseThatTheyDo() {
        assertThatThrownBy(() -> fixture.pull(fixture.engine, request(ImageReference.parse("quay.io/x/y"))))
                .isInstanceOf(EngineException.Forbidden.class)
                .hasMessage("Get \"https://quay.io/v2/\": this server lets lab hosts reach only docker.io,"
                        + " registry.example, plain.example:5000, registry.lab:5000");
        assertThat(fixture.server.network().requests()).isEmpty();
    }

    @Test
    void officialImagesComeFromTheOwnRegistryWithTheTokenOfTheLab() {
        fixture.pull(fixture.engine, request(ImageReference.parse("busybox")));

        assertThat(fixture.server.network().requests()).allSatisfy(request -> {
            assertThat(request.uri().getAuthority()).isEqualTo("127.0.0.1:5000");
            assertThat(request.headers()).containsEntry("Authorization", "Bearer token-of-the-lab");
        });
        assertThat(fixture.lines()).endsWith("Status: Image is up to date for busybox:latest");
    }

    @Test
    void imagesOfStudentsDoNotPassForOnesOfDockerHub() {
        byte[] config = DistributionFixture.config("linux", BASE);
        fixture.server.ownRegistry().putBlob("anna/app", config);
        fixture.server.ownRegistry().putBlob("anna/app", gzip(BASE));
        fixture.server
                .ownRegistry()
                .putManifest(
                        "anna/app",
                        "latest",
                        MediaTypes.DOCKER_MANIFEST,
                        DistributionFixture.manifest(config, gzip(BASE)));

        assertThatThrownBy(() -> fixture.pull(fixture.engine, request(ImageReference.parse("anna/app"))))
                .hasMessage("Get \"https://registry-1.docker.io/v2/\": dial tcp: lookup registry-1.docker.io: no such"
                        + " host");
        fixture.pull(fixture.engine, request(ImageReference.parse("registry.lab:5000/anna/app")));
    }

    @Test
    void anUnknownOfficialImageIsDeniedAsDockerHubDoesEvenWithoutIt() {
        assertThatThrownBy(() -> fixture.pull(fixture.engine, request(ImageReference.parse("nope"))))
                .isInstanceOf(EngineException.NotFound.class)
                .hasMessage("pull access denied for nope, repository does not exist or may require 'docker login':"
                        + " denied: requested access to the resource is denied");
    }

    @Test
    void whatARegistrySaysCannotSteerATerminal() {
        fixture.server
                .network()
                .put(
                        DistributionFixture.HOST,
                        request -> request.uri().getPath().equals("/v2/")
                                ? fixture.registry.answer(request)
                                : SimulatedResponse.of(
                                        400,
                                        Map.of(),
                                        "{\"errors\":[{\"code\":\"X\",\"message\":\"a\\u001b[31mb\"}]}"
                                                .getBytes(StandardCharsets.UTF_8)));

        assertThat(fixture.refusal("app:1")).isEqualTo("x: a[31mb");
    }
}
