package dev.drydock.core.distribution;

import static dev.drydock.core.distribution.DistributionFixture.image;
import static dev.drydock.core.distribution.DistributionFixture.layer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.content.ContentLease;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.event.Event;
import dev.drydock.core.image.Image;
import dev.drydock.core.image.NewImage;
import dev.drydock.core.layer.ChainId;
import dev.drydock.core.layer.DiffId;
import dev.drydock.core.layer.Layer;
import dev.drydock.core.layer.LayerBlob;
import dev.drydock.core.oci.MediaTypes;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.core.simulated.SimulatedRegistry;
import dev.drydock.core.simulated.SimulatedResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PushTest {
    private static final byte[] BASE = layer("base");
    private final DistributionFixture fixture = new DistributionFixture();

    private static String id(byte[] tar) {
        return Digest.ofBytes(tar).hex().substring(0, 12);
    }

    /** An image that was made in the lab, whose layer is kept as the tar that it is. */
    private byte[] make(String name, byte[] tar) throws IOException {
        byte[] config = DistributionFixture.config("linux", tar);
        try (ContentLease lease = fixture.engine.images().lease()) {
            fixture.engine.images().addLayer(lease, Optional.empty(), out -> out.write(tar));
            fixture.engine
                    .images()
                    .add(lease, new NewImage(config, Optional.empty(), Optional.empty(), List.of(image(name))));
        }
        return config;
    }

    private LayerBlob kept(byte[] tar) {
        Optional<Layer> layer = fixture.server.content().layers().find(ChainId.of(new DiffId(Digest.ofBytes(tar))));
        return layer.orElseThrow().blob().orElseThrow();
    }

    @Test
    void anImageThatWasMadeHereGetsTheManifestThatDockerdWrites() throws IOException {
        byte[] config = make("app:1", BASE);

        fixture.push("app:1");

        LayerBlob blob = kept(BASE);
        String expected =
                String.format(Locale.ROOT, """
                {
                   "schemaVersion": 2,
                   "mediaType": "application/vnd.docker.distribution.manifest.v2+json",
                   "config": {
                      "mediaType": "application/vnd.docker.container.image.v1+json",
                      "size": %d,
                      "digest": "%s"
                   },
                   "layers": [
                      {
                         "mediaType": "application/vnd.docker.image.rootfs.diff.tar.gzip",
                         "size": %d,
                         "digest": "%s"
                      }
                   ]
                }""", config.length, Digest.ofBytes(config), blob.size(), blob.digest());
        assertThat(new String(fixture.registry.manifest("app", "1"), StandardCharsets.UTF_8))
                .isEqualTo(expected);
        assertThat(unpacked(fixture.registry.blob("app", blob.digest()))).isEqualTo(BASE);
        assertThat(fixture.registry.blob("app", Digest.ofBytes(config))).isEqualTo(config);
    }

    @Test
    void progressIsDockers() throws IOException {
        make("app:1", BASE);

        fixture.push("app:1");

        byte[] manifest = fixture.registry.manifest("app", "1");
        Digest digest = Digest.ofBytes(manifest);
        assertThat(fixture.lines())
                .containsExactly(
                        "The push refers to repository [registry.example/app]",
                        id(BASE) + ": Preparing",
                        id(BASE) + ": Pushed",
                        "1: digest: " + digest + " size: " + manifest.length,
                        "1 " + digest + " " + manifest.length);
        long size = kept(BASE).size();
        assertThat(fixture.progress).contains(new Progress.Transfer(id(BASE), "Pushing", size, size));
    }

    /** How well it is compressed is nobody's business. */
    private static byte[] unpacked(byte[] gzip) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return in.readAllBytes();
        }
    }

    @Test
    void theImageKnowsItsDigestAtTheRegistryAfterwards() throws IOException {
        make("app:1", BASE);

        fixture.push("app:1");

        Digest digest = Digest.ofBytes(fixture.registry.manifest("app", "1"));
        Image pushed = fixture.engine.images().find(image("app:1").familiar());
        assertThat(pushed.references()).containsExactly(image("app:1"), image("app@" + digest));
        assertThat(pushed.manifest()).contains(digest);
        assertThat(fixture.server.blobs().size(digest)).isPresent();
        Event event = fixture.engine.events().since(Instant.MIN).getLast();
        assertThat(event.action()).isEqualTo("push");
        assertThat(event.actorId()).isEqualTo("registry.example/app:1");
    }

    @Test
    void aLayerIsCompressedOnce() throws IOException {
        make("app:1", BASE);
        fixture.push("app:1");
        Digest first = Digest.ofBytes(fixture.registry.manifest("app", "1"));
        fixture.progress.clear();

        fixture.push("app:1");

        assertThat(Digest.ofBytes(fixture.registry.manifest("app", "1"))).isEqualTo(first);
        assertThat(fixture.lines()).contains(id(BASE) + ": Layer already exists");
        assertThat(fixture.progress).noneMatch(each -> each instanceof Progress.Transfer);
    }

    @Test
    void theOwnRegistryGetsLayersAsTheyAreKeptAndOthersCompressed() throws IOException {
        SimulatedRegistry own = new SimulatedRegistry();
        fixture.server.network().put("127.0.0.1:5000", own);
        make("app:1", BASE);
        fixture.engine.images().tag("registry.example/app:1", ImageReference.parse("registry.lab:5000/lab/app:1"));

        fixture.push(ImageReference.parse("registry.lab:5000/lab/app:1"));

        assertThat(own.blob("lab/app", Digest.ofBytes(BASE))).isEqualTo(BASE);
        assertThat(kept(BASE).digest()).isEqualTo(Digest.ofBytes(BASE));
        fixture.push("app:1");
        assertThat(unpacked(fixture.registry.blob("app", kept(BASE).digest()))).isEqualTo(BASE);
    }

    @Test
    void theTarOfACompressedLayerIsNeededNoMore() throws IOException {
        make("app:1", BASE);
        make("app:2", BASE);
        fixture.push("app:1");
        fixture.server
                .content()
                .keep(marks -> fixture.engine
                        .images()
                        .list()
                        .forEach(image -> marks.image(image.id().digest())));

        fixture.server.content().collect();

        assertThat(fixture.server.blobs().size(Digest.ofBytes(BASE))).isEmpty();
        fixture.push("app:2");
        assertThat(fixture.registry.manifest("app", "2")).isNotEmpty();
    }

    @Test
    void whatWasPulledIsPushedWithTheSameManifest() {
        Digest manifest = fixture.publish("app", "1", BASE);
        fixture.pull("app:1");
        fixture.engine.images().tag(image("app:1").familiar(), image("other:2"));

        fixture.push("other:2");

        assertThat(Digest.ofBytes(fixture.registry.manifest("other", "2"))).isEqualTo(manifest);
        assertThat(fixture.lines()).contains(id(BASE) + ": Mounted from app");
    }

    @Test
    void anOfficialImageIsPushedAsItIsKept() {
        fixture.engine.images().tag("busybox", image("busy:1"));

        fixture.push("busy:1");

        assertThat(new String(fixture.registry.manifest("busy", "1"), StandardCharsets.UTF_8))
                .contains(MediaTypes.DOCKER_LAYER_GZIP);
    }

    @Test
    void allTagsOfARepositoryGo() throws IOException {
        make("app:1", BASE);
        make("app:2", layer("two"));

        fixture.engine
                .distribution()
                .push(
                        new PushRequest(image("app"), true, RegistryAuth.NONE),
                        fixture.progress::add,
                        fixture.cancellation);

        assertThat(fixture.registry.manifest("app", "1")).isNotEmpty();
        assertThat(fixture.registry.manifest("app", "2")).isNotEmpty();
    }

    @Test
    void whatThereIsNotIsSaidAsDockerDoes() throws IOException {
        make("app:1", BASE);

        assertThatThrownBy(() -> fixture.push("app:2")).hasMessage("tag does not exist: registry.example/app:2");
        assertThatThrownBy(() -> fixture.push("nope:1"))
                .hasMessage("An image does not exist locally with the tag: registry.example/nope");
        assertThatThrownBy(() -> fixture.push("app@" + Digest.ofBytes(BASE)))
                .hasMessage("cannot push a digest reference");
        assertThat(fixture.lines()).startsWith("The push refers to repository [registry.example/app]");
    }

    @Test
    void aRefusedPushSaysWhatTheRegistrySays() throws IOException {
        make("app:1", BASE);
        fixture.server
                .network()
                .put(
                        DistributionFixture.HOST,
                        request -> request.method().equals("POST")
                                ? SimulatedResponse.error(403, "DENIED", "requested access to the resource is denied")
                                : fixture.registry.answer(request));

        assertThatThrownBy(() -> fixture.push("app:1"))
                .isInstanceOf(EngineException.Forbidden.class)
                .hasMessage("denied: requested access to the resource is denied");
        assertThat(fixture.engine.images().find(image("app:1").familiar()).references())
                .containsExactly(image("app:1"));
    }

    @Test
    void anUploadThatBreaksIsTriedAgain() throws Exception {
        make("app:1", BASE);
        AtomicInteger puts = new AtomicInteger();
        fixture.server.network().put(DistributionFixture.HOST, request -> {
            if (request.method().equals("PUT") && puts.incrementAndGet() == 1) {
                throw new IOException("connection reset by peer");
            }
            return fixture.registry.answer(request);
        });
        CompletableFuture<Void> push = CompletableFuture.runAsync(() -> fixture.push("app:1"));
        for (int second = 0; second < 5; second++) {
            fixture.server.time().awaitPending(Duration.ofSeconds(1));
            fixture.server.time().advance(Duration.ofSeconds(1));
        }
        push.join();

        assertThat(fixture.lines()).contains(id(BASE) + ": Retrying in 5 seconds", id(BASE) + ": Pushed");
    }

    @Test
    void anUploadLocationInsideTheMachineIsNotUsed() throws IOException {
        make("app:1", BASE);
        fixture.server
                .network()
                .put(
                        DistributionFixture.HOST,
                        request -> request.method().equals("POST")
                                ? SimulatedResponse.of(
                                        202,
                                        Map.of("Location", "http://127.0.0.1:5000/v2/library/x/blobs/uploads/1"),
                                        new byte[0])
                                : fixture.registry.answer(request));

        assertThatThrownBy(() -> fixture.push("app:1"))
                .hasMessageEndingWith("http://127.0.0.1:5000, which lab hosts must not reach");
        assertThat(fixture.server.network().requests())
                .allSatisfy(request -> assertThat(request.uri().getAuthority()).isEqualTo(DistributionFixture.HOST));
    }

    @Test
    void anImageThatIsRemovedWhileItIsPushedStaysSo() throws IOException {
        byte[] config = make("app:1", BASE);
        fixture.server.network().put(DistributionFixture.HOST, request -> {
            if (request.method().equals("PUT") && request.uri().getPath().contains("/manifests/")) {
                fixture.engine.imageRemoval().remove(image("app:1").familiar(), true, true);
            }
            return fixture.registry.answer(request);
        });

        fixture.push("app:1");

        assertThat(fixture.engine.images().list())
                .noneMatch(image -> image.id().digest().equals(Digest.ofBytes(config)));
        assertThat(fixture.engine.images().byReference(ImageReference.parse("busybox")))
                .isPresent();
    }
}
