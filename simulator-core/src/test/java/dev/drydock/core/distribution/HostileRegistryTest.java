package dev.drydock.core.distribution;

import static dev.drydock.core.distribution.DistributionFixture.HOST;
import static dev.drydock.core.distribution.DistributionFixture.config;
import static dev.drydock.core.distribution.DistributionFixture.gzip;
import static dev.drydock.core.distribution.DistributionFixture.image;
import static dev.drydock.core.distribution.DistributionFixture.layer;
import static dev.drydock.core.distribution.DistributionFixture.manifest;
import static dev.drydock.core.distribution.DistributionFixture.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.engine.Engine;
import dev.drydock.core.image.Image;
import dev.drydock.core.oci.MediaTypes;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.core.simulated.SimulatedRegistries;
import dev.drydock.core.simulated.SimulatedResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Registries that lie, trickle, send elsewhere or never end: nothing of them may stay, and nobody else may notice. */
@Timeout(60)
class HostileRegistryTest {
    private static final byte[] BASE = layer("base");
    private static final byte[] SECRET = layer("secret");
    private final DistributionFixture fixture = new DistributionFixture();
    private final Set<Digest> before = fixture.server.blobs().list();

    /** Whatever happened: no image, and after a collection not a byte. */
    @AfterEach
    void nothingIsLeft() {
        assertThat(fixture.engine.images().byReference(image("app:1"))).isEmpty();
        fixture.server.content().keep(marks -> before.forEach(marks::blob));
        fixture.server.content().collect();
        assertThat(fixture.server.blobs().list()).isEqualTo(before);
    }

    private static String blob(byte[] content) {
        return "/v2/app/blobs/" + Digest.ofBytes(content);
    }

    /** From now on the registry answers some requests so. */
    private void when(Predicate<RegistryRequest> which, SimulatedRegistries.Host answer) {
        fixture.server
                .network()
                .put(HOST, request -> which.test(request) ? answer.answer(request) : fixture.registry.answer(request));
    }

    private void whenBlob(byte[] content, SimulatedRegistries.Host answer) {
        fixture.publish("app", "1", BASE);
        when(
                request -> request.uri().getPath().equals(blob(content))
                        && request.method().equals("GET"),
                answer);
    }

    private void whenManifest(SimulatedRegistries.Host answer) {
        when(request -> request.uri().getPath().contains("/manifests/"), answer);
    }

    private static SimulatedResponse document(String mediaType, String json) {
        return SimulatedResponse.of(200, Map.of("Content-Type", mediaType), json.getBytes(StandardCharsets.UTF_8));
    }

    private String manifestOf(byte[]... tars) {
        byte[] config = config("linux", tars);
        byte[][] blobs = Arrays.stream(tars).map(DistributionFixture::gzip).toArray(byte[][]::new);
        return new String(manifest(config, blobs), StandardCharsets.UTF_8);
    }

    @Test
    void aBlobWithOtherContentIsRefused() {
        byte[] wrong = gzip(BASE);
        wrong[20] ^= 1;
        whenBlob(gzip(BASE), _ -> SimulatedResponse.of(200, Map.of(), wrong));

        assertThat(fixture.refusal("app:1"))
                .isEqualTo("filesystem layer verification failed for digest " + Digest.ofBytes(gzip(BASE)));
    }

    @Test
    void aBlobThatIsLongerThanSaidIsRefused() {
        byte[] longer = Arrays.copyOf(gzip(BASE), gzip(BASE).length + 1);
        whenBlob(gzip(BASE), _ -> SimulatedResponse.of(200, Map.of(), longer));

        assertThat(fixture.refusal("app:1"))
                .isEqualTo("failed size validation: " + longer.length + " != " + gzip(BASE).length
                        + ": failed precondition");
    }

    @Test
    void aBlobThatIsAlwaysShorterIsGivenUpAfterFiveAttempts() throws Exception {
        whenBlob(gzip(BASE), _ -> SimulatedResponse.of(503, Map.of(), new byte[0]));
        CompletableFuture<String> refusal = CompletableFuture.supplyAsync(() -> fixture.refusal("app:1"));
        for (int second = 0; second < 5 + 10 + 15 + 20; second++) {
            fixture.server.time().awaitPending(Duration.ofSeconds(1));
            fixture.server.time().advance(Duration.ofSeconds(1));
        }

        assertThat(refusal.join()).isEqualTo("received unexpected HTTP status: 503 Service Unavailable");
        assertThat(fixture.count("GET", blob(gzip(BASE)))).isEqualTo(5);
    }

    @Test
    void aRestThatIsNotTheRestIsRefused() {
        fixture.publish("app", "1", BASE);
        when(
                request -> request.uri().getPath().equals(blob(gzip(BASE))),
                _ -> SimulatedResponse.of(206, Map.of("Content-Range", "bytes 7-9/10"), new byte[3]));

        assertThat(fixture.refusal("app:1")).isEqualTo("received unexpected HTTP status: 206");
    }

    @Test
    void redirectsInACircleEnd() {
        whenBlob(
                gzip(BASE),
                request -> SimulatedResponse.of(
                        307, Map.of("Location", request.uri().toString()), new byte[0]));
        CompletableFuture<String> refusal = CompletableFuture.supplyAsync(() -> fixture.refusal("app:1"));
        giveUp(refusal);

        assertThat(refusal.join()).isEqualTo("stopped after 10 redirects");
    }

    /** Lets the pauses of all attempts pass. */
    private void giveUp(CompletableFuture<String> refusal) {
        while (!refusal.isDone()) {
            if (!fixture.server.time().pending().isEmpty()) {
                fixture.server.time().advance(Duration.ofSeconds(1));
            }
            Thread.onSpinWait();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data/",
                "https://169.254.169.254/latest/meta-data/",
                "http://127.0.0.1:5000/v2/library/busybox/blobs/x",
                "https://127.0.0.1/x",
                "https://localhost/x",
                "https://[::1]/x",
                "https://[::ffff:10.0.0.1]/x",
                "https://10.1.2.3/x",
                "https://192.168.0.1/x",
                "https://2130706433/x",
                "http://cdn.example/x",
                "https://user:secret@cdn.example/x",
                "file:///etc/passwd",
                "ftp://cdn.example/x",
                "unix:///run/docker.sock",
            })
    void redirectsIntoTheMachineOrItsNetworkAreNotFollowed(String target) {
        whenBlob(gzip(BASE), _ -> SimulatedResponse.of(307, Map.of("Location", target), new byte[0]));

        assertThat(fixture.refusal("app:1")).endsWith("which lab hosts must not reach");
        assertThat(fixture.server.network().requests())
                .allSatisfy(request -> assertThat(request.uri().getAuthority()).isEqualTo(HOST));
    }

    @Test
    void whereARedirectLeadsIsToldNothingAndMayBePublicOnly() {
        whenBlob(gzip(BASE), _ -> SimulatedResponse.of(307, Map.of("Location", "https://cdn.example/x"), new byte[0]));
        fixture.server.network().put("cdn.example", _ -> SimulatedResponse.of(404, Map.of(), new byte[0]));
        Engine lab = fixture.engine;
        PullRequest request =
                new PullRequest(image("app:1"), false, Optional.empty(), new RegistryAuth("u", "p", "", ""));

        assertThatThrownBy(() -> fixture.pull(lab, request)).isInstanceOf(RuntimeException.class);

        assertThat(fixture.server.network().requests())
                .filteredOn(sent -> sent.uri().getAuthority().equals("cdn.example"))
                .singleElement()
                .satisfies(sent -> assertThat(sent.isConfined()).isTrue())
                .satisfies(sent -> assertThat(sent.headers()).doesNotContainKey("Authorization"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example/token",
                "http://169.254.169.254/token",
                "https://169.254.169.254/token",
                "https://10.0.0.1/token",
                "file:///etc/passwd",
            })
    void aRealmElsewhereGetsNoCredentials(String realm) {
        fixture.server
                .network()
                .put(
                        HOST,
                        _ -> SimulatedResponse.of(
                                401,
                                Map.of("WWW-Authenticate", "Bearer realm=\"" + realm + "\",service=\"x\""),
                                new byte[0]));

        assertThat(fixture.refusal("app:1")).endsWith("which lab hosts must not reach");
        assertThat(fixture.server.network().requests()).hasSize(1);
    }

    @Test
    void aManifestOfAHundredMegabytesIsNotRead() {
        whenManifest(_ ->
                new SimulatedResponse(200, Map.of("Content-Type", MediaTypes.DOCKER_MANIFEST), endless((byte) ' ')));

        assertThat(fixture.refusal("app:1")).isEqualTo("manifest is larger than the 4194304 bytes that one may have");
    }

    private static InputStream endless(byte value) {
        return new InputStream() {
            @Override
            public int read() {
                return value;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                Arrays.fill(buffer, offset, offset + length, value);
                return length;
            }
        };
    }

    @Test
    void indexesOfIndexesEnd() {
        Digest inner = fixture.publishIndex("app", "0", List.of());
        byte[] document = fixture.registry.manifest("app", "0");
        for (int depth = 1; depth < 10; depth++) {
            fixture.publishIndex(
                    "app", "1", List.of(DistributionFixture.entry(document, MediaTypes.DOCKER_LIST, "amd64", "")));
            document = fixture.registry.manifest("app", "1");
        }

        assertThat(inner).isNotNull();
        assertThat(fixture.refusal("app:1")).isEqualTo("indexes of images are nested deeper than 3");
    }

    @Test
    void aManifestWithLayersAndManifestsIsRefused() {
        String both = manifestOf(BASE).replaceFirst("\"layers\"", "\"manifests\":[],\"layers\"");
        whenManifest(_ -> document(MediaTypes.DOCKER_MANIFEST, both));

        assertThat(fixture.refusal("app:1")).isEqualTo("manifest: expected manifest but found 'manifests' in manifest");

        String index = "{\"schemaVersion\":2,\"manifests\":[],\"layers\":[]}";
        whenManifest(_ -> document(MediaTypes.INDEX, index));
        assertThat(fixture.refusal("app:1"))
                .isEqualTo("index: expected index but found 'config' or 'layers' in manifest");
    }

    @Test
    void aManifestThatSaysItIsSomethingElseIsRefused() {
        whenManifest(_ -> document(MediaTypes.MANIFEST, manifestOf(BASE)));

        assertThat(fixture.refusal("app:1"))
                .isEqualTo("mediaType in manifest should be '" + MediaTypes.MANIFEST + "' not '"
                        + MediaTypes.DOCKER_MANIFEST + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/json", ""})
    void whatIsNoManifestByItsTypeIsRefused(String type) {
        whenManifest(_ -> document(type, manifestOf(BASE)));

        assertThat(fixture.refusal("app:1")).isEqualTo("unsupported manifest media type: " + type);
    }

    @Test
    void schemaOneIsRefusedWithDockersSentence() {
        whenManifest(_ -> document("application/vnd.docker.distribution.manifest.v1+prettyjws", "{}"));

        assertThat(fixture.refusal("app:1")).startsWith("[DEPRECATION NOTICE] Docker Image Format v1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "{}",
                "null",
                "[]",
                "{\"schemaVersion\":2,\"config\":null,\"layers\":[]}",
                "{\"schemaVersion\":2,\"config\":{\"digest\":\"../../etc\",\"size\":1},\"layers\":[]}",
                "{\"schemaVersion\":2,\"config\":{\"digest\":\"sha512:00\",\"size\":1},\"layers\":[]}",
                "{\"schemaVersion\":2,\"config\":{\"size\":1},\"layers\":[]}",
                "{\"schemaVersion\":2,\"config\":{\"digest\":\"sha256:x\",\"size\":-1},\"layers\":[null]}",
            })
    void brokenManifestsAreRefused(String json) {
        whenManifest(_ -> document(MediaTypes.DOCKER_MANIFEST, json));

        assertThat(fixture.refusal("app:1")).isNotEmpty();
    }

    @Test
    void aManifestAsDeepAsCanBeIsRefused() {
        whenManifest(_ -> document(MediaTypes.DOCKER_MANIFEST, "[".repeat(100_000)));

        assertThat(fixture.refusal("app:1")).startsWith("invalid manifest");
    }

    @Test
    void aManifestWithAnotherDigestThanAskedForIsRefused() {
        fixture.publish("app", "1", BASE);
        whenManifest(_ -> document(MediaTypes.DOCKER_MANIFEST, manifestOf(BASE)));
        Digest other = Digest.ofBytes(SECRET);

        assertThat(fixture.refusal("app@" + other)).isEqualTo("manifest verification failed for digest " + other);
    }

    @Test
    void moreLayersThanFitOnEachOtherAreRefused() {
        byte[][] layers = new byte[126][];
        Arrays.setAll(layers, i -> layer("file" + i));
        fixture.publish("app", "1", layers);

        assertThat(fixture.refusal("app:1")).isEqualTo("max depth exceeded");
    }

    @Test
    void moreBytesThanThereIsRoomForAreRefusedBeforeTheyCome() {
        fixture.publish("app", "1", BASE);
        String huge = manifestOf(BASE).replace("\"size\":" + gzip(BASE).length, "\"size\":" + (1L << 40));
        whenManifest(_ -> document(MediaTypes.DOCKER_MANIFEST, huge));

        assertThat(fixture.refusal("app:1")).startsWith("no space left on device");
        assertThat(fixture.count("GET", blob(gzip(BASE)))).isZero();
    }

    @Test
    void aConfigurationOfAHundredMegabytesIsRefused() {
        byte[] config = config("linux", BASE);
        String huge = manifestOf(BASE).replace("\"size\":" + config.length, "\"size\":104857600");
        whenManifest(_ -> document(MediaTypes.DOCKER_MANIFEST, huge));

        assertThat(fixture.refusal("app:1")).endsWith("is larger than the 4194304 bytes that it may have");
    }

    @Test
    void layersOfElsewhereAreNotFetched() {
        String foreign = manifestOf(BASE)
                .replace(MediaTypes.DOCKER_LAYER_GZIP, "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip");
        whenManifest(_ -> document(MediaTypes.DOCKER_MANIFEST, foreign));

        assertThat(fixture.refusal("app:1")).startsWith("foreign layers");
    }

    @Test
    void anImageOfAnotherSystemIsRefused() {
        byte[] config = config("windows", BASE);
        fixture.registry.putBlob("app", config);
        fixture.registry.putBlob("app", gzip(BASE));
        fixture.registry.putManifest("app", "1", MediaTypes.DOCKER_MANIFEST, manifest(config, gzip(BASE)));

        assertThat(fixture.refusal("app:1"))
                .isEqualTo("image operating system \"windows\" cannot be used on this platform");
    }

    @Test
    void whatIsNoImageIsRefused() {
        String chart = manifestOf(BASE).replace(MediaTypes.DOCKER_CONFIG, "application/vnd.cncf.helm.config.v1+json");
        whenManifest(_ -> document(MediaTypes.DOCKER_MANIFEST, chart));

        assertThat(fixture.refusal("app:1"))
                .isEqualTo("Encountered remote \"application/vnd.cncf.helm.config.v1+json\"(unknown) when fetching");
    }

    @Test
    void aConfigurationWithOtherLayersIsRefused() {
        byte[] config = config("linux", BASE, SECRET);
        fixture.registry.putBlob("app", config);
        fixture.registry.putManifest("app", "1", MediaTypes.DOCKER_MANIFEST, manifest(config, gzip(BASE)));

        assertThat(fixture.refusal("app:1")).isEqualTo("layers from manifest don't match image configuration");
    }

    @Test
    void aLayerThatUnpacksToSomethingElseIsRefused() {
        byte[] config = config("linux", SECRET);
        fixture.registry.putBlob("app", config);
        fixture.registry.putBlob("app", gzip(BASE));
        fixture.registry.putManifest("app", "1", MediaTypes.DOCKER_MANIFEST, manifest(config, gzip(BASE)));

        assertThat(fixture.refusal("app:1")).contains("does not have the digest");
    }

    @Test
    void whatTricklesIsGivenUp() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        whenManifest(
                _ -> new SimulatedResponse(200, Map.of("Content-Type", MediaTypes.DOCKER_MANIFEST), stuck(closed)) {
                    @Override
                    public void close() {
                        closed.countDown();
                    }
                });
        CompletableFuture<String> refusal = CompletableFuture.supplyAsync(() -> fixture.refusal("app:1"));
        fixture.server.time().awaitPending(MinimumRate.WINDOW);
        while (!refusal.isDone()) {
            fixture.server.time().advance(MinimumRate.WINDOW);
            Thread.onSpinWait();
        }

        assertThat(refusal.join()).isEqualTo("the registry sends less than 1 kB a second");
    }

    /** One byte, and then nothing until somebody ends it. */
    private static InputStream stuck(CountDownLatch closed) {
        return new InputStream() {
            @Override
            public int read() {
                return ' ';
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                try {
                    closed.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                throw new IOException("closed");
            }
        };
    }

    @Test
    void aPullThatIsCancelledLeavesNothing() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        whenBlob(gzip(BASE), _ -> {
            reading.countDown();
            return new SimulatedResponse(200, Map.of(), stuck(closed)) {
                @Override
                public void close() {
                    closed.countDown();
                }
            };
        });
        CompletableFuture<String> refusal = CompletableFuture.supplyAsync(() -> fixture.refusal("app:1"));
        reading.await();

        fixture.cancellation.cancel();

        assertThat(refusal.join()).isEqualTo("context canceled");
        closed.await();
    }

    @Test
    void aMirrorThatServesGarbageIsPassedOver() {
        fixture.server
                .network()
                .put(
                        "127.0.0.1:5000",
                        request -> request.uri().getPath().contains("/manifests/")
                                ? document(MediaTypes.DOCKER_MANIFEST, "garbage")
                                : SimulatedResponse.of(200, Map.of(), new byte[0]));
        byte[] config = config("linux", BASE);
        fixture.registry.putBlob("library/base", config);
        fixture.registry.putBlob("library/base", gzip(BASE));
        fixture.registry.putManifest(
                "library/base", "latest", MediaTypes.DOCKER_MANIFEST, manifest(config, gzip(BASE)));
        fixture.server.network().put(RegistrySettings.HUB_HOST, fixture.registry);

        fixture.pull(fixture.engine, request(ImageReference.parse("base")));

        Image pulled = fixture.engine.images().find("base");
        assertThat(pulled.layers().getFirst().diffId().digest()).isEqualTo(Digest.ofBytes(BASE));
        fixture.engine.imageRemoval().remove("base", true, true);
    }

    @Test
    void anErrorThatIsNoErrorDocumentIsShownQuoted() {
        whenManifest(_ -> SimulatedResponse.of(400, Map.of(), "<html>\u001b[2J".getBytes(StandardCharsets.UTF_8)));

        assertThat(fixture.refusal("app:1")).isEqualTo("error parsing HTTP 400 response body: \"<html>\\x1b[2J\"");
    }
}
