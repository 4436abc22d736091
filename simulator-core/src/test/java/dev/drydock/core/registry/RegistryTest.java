package dev.drydock.core.registry;

import static dev.drydock.core.registry.RegistryFixture.ANN;
import static dev.drydock.core.registry.RegistryFixture.APP;
import static dev.drydock.core.registry.RegistryFixture.BOB;
import static dev.drydock.core.registry.RegistryFixture.LATEST;
import static dev.drydock.core.registry.RegistryFixture.bytes;
import static dev.drydock.core.registry.RegistryFixture.digest;
import static dev.drydock.core.registry.RegistryFixture.image;
import static dev.drydock.core.registry.RegistryFixture.index;
import static dev.drydock.core.registry.RegistryFixture.referrer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.oci.MediaTypes;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.Tag;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryTest {
    private static final RepositoryPath BUSYBOX = new RepositoryPath("library/busybox");
    private static final RepositoryPath BOBS = new RepositoryPath("bob/x");

    private final RegistryFixture fixture = new RegistryFixture(RegistryLimits.DEFAULT);
    private final Registry registry = fixture.registry;

    private static void refused(RegistryError code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RegistryException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static ManifestReference byDigest(String manifest) {
        return new ManifestReference.ByDigest(digest(manifest));
    }

    @Test
    void givesBackWhatWasPushed() throws IOException {
        String manifest = fixture.pushImage(ANN, APP, LATEST, "{}", "layer");

        ManifestLink found = registry.manifest(BOB, APP, LATEST);
        assertThat(registry.read(found)).isEqualTo(bytes(manifest));
        assertThat(found.mediaType()).isEqualTo(MediaTypes.MANIFEST);
        assertThat(registry.manifest(BOB, APP, byDigest(manifest))).isEqualTo(found);
        try (InputStream layer = registry.open(registry.blob(BOB, APP, digest("layer")))) {
            assertThat(layer.readAllBytes()).isEqualTo(bytes("layer"));
        }
    }

    @Test
    void aLaterServerHasItToo() {
        String manifest = fixture.pushImage(ANN, APP, LATEST, "{}", "layer");
        Registry later = fixture.open(RegistryLimits.DEFAULT);

        assertThat(later.read(later.manifest(BOB, APP, LATEST))).isEqualTo(bytes(manifest));
        assertThat(later.blobs()).containsExactlyInAnyOrder(digest("{}"), digest("layer"), digest(manifest));
    }

    @Test
    void aTagMovesAndTheOldManifestStaysUnderItsDigest() {
        String old = fixture.pushImage(ANN, APP, LATEST, "1", "layer");
        String young = fixture.pushImage(ANN, APP, LATEST, "2", "layer");

        assertThat(registry.manifest(BOB, APP, LATEST).digest()).isEqualTo(digest(young));
        assertThat(registry.manifest(BOB, APP, byDigest(old)).digest()).isEqualTo(digest(old));
    }

    @Test
    void whatAnotherRepositoryHasIsNotSeen() throws IOException {
        fixture.blobs.put(digest("secret"), new ByteArrayInputStream(bytes("secret")));
        String manifest = fixture.pushImage(BOB, BOBS, LATEST, "{}", "layer");
        fixture.push(ANN, APP, "own");

        refused(RegistryError.BLOB_UNKNOWN, () -> registry.blob(ANN, APP, digest("secret")));
        refused(RegistryError.BLOB_UNKNOWN, () -> registry.blob(ANN, APP, digest("layer")));
        refused(RegistryError.BLOB_UNKNOWN, () -> registry.blob(ANN, APP, digest(manifest)));
        refused(RegistryError.MANIFEST_UNKNOWN, () -> registry.manifest(ANN, APP, byDigest(manifest)));
        refused(RegistryError.MANIFEST_BLOB_UNKNOWN, () -> fixture.put(ANN, APP, LATEST, image("own", "secret")));
        refused(RegistryError.MANIFEST_BLOB_UNKNOWN, () -> fixture.put(ANN, APP, LATEST, index(manifest)));
        assertThat(registry.mount(ANN, APP, digest("secret"), Optional.empty())).isEmpty();
        assertThat(registry.mount(ANN, APP, digest("layer"), Optional.of(APP))).isEmpty();
    }

    @Test
    void aMountedBlobIsAsGoodAsPushed() {
        fixture.push(BOB, BOBS, "{}");
        fixture.push(BOB, BOBS, "layer");

        assertThat(registry.mount(ANN, APP, digest("{}"), Optional.of(BOBS))).isPresent();
        assertThat(registry.mount(ANN, APP, digest("layer"), Optional.empty())).isPresent();
        fixture.put(ANN, APP, LATEST, image("{}", "layer"));
        assertThat(registry.blob(BOB, APP, digest("layer")).size()).isEqualTo(5);
    }

    @Test
    void studentsChangeOnlyWhatIsBelowTheirName() {
        fixture.pushImage(ANN, APP, LATEST, "{}", "layer");

        for (String foreign : List.of("ann/app", "library/busybox", "bob", "bobby/x", "x")) {
            RepositoryPath path = new RepositoryPath(foreign);
            refused(RegistryError.DENIED, () -> registry.beginUpload(BOB, path));
            refused(RegistryError.DENIED, () -> fixture.put(BOB, path, LATEST, image("{}")));
            refused(RegistryError.DENIED, () -> registry.deleteManifest(BOB, path, LATEST));
            refused(RegistryError.DENIED, () -> registry.deleteBlob(BOB, path, digest("layer")));
            refused(RegistryError.DENIED, () -> registry.mount(BOB, path, digest("layer"), Optional.of(APP)));
        }
        assertThatThrownBy(() -> registry.beginUpload(BOB, APP))
                .hasMessage("you may push to and delete from repositories below bob/ only, such as bob/app:"
                        + " ann/app is not one of yours");
        refused(
                RegistryError.DENIED,
                () -> registry.beginUpload(Caller.student("library"), new RepositoryPath("library/busybox")));
    }

    @Test
    void anUploadBelongsToItsRepository() {
        UploadId id = registry.beginUpload(ANN, APP);

        refused(
                RegistryError.BLOB_UPLOAD_UNKNOWN,
                () -> registry.append(ANN, new RepositoryPath("ann/other"), id, RegistryFixture.chunk("x")));
        refused(RegistryError.DENIED, () -> registry.append(BOB, APP, id, RegistryFixture.chunk("x")));
        refused(RegistryError.BLOB_UPLOAD_UNKNOWN, () -> registry.append(BOB, BOBS, id, RegistryFixture.chunk("x")));
    }

    @Test
    void offersImagesOfTheServerWithoutCopying() throws IOException {
        String image = image("{}", "layer");
        for (String blob : List.of("{}", "layer", image, index(image))) {
            fixture.blobs.put(digest(blob), new ByteArrayInputStream(bytes(blob)));
        }
        registry.adopt(BUSYBOX, Tag.LATEST, digest(index(image)));

        assertThat(registry.manifest(ANN, BUSYBOX, LATEST).mediaType()).isEqualTo(MediaTypes.INDEX);
        assertThat(registry.manifest(ANN, BUSYBOX, byDigest(image)).digest()).isEqualTo(digest(image));
        assertThat(registry.blob(ANN, BUSYBOX, digest("layer")).size()).isEqualTo(5);
    }

    @Test
    void doesNotOfferWhatIsNotThere() throws IOException {
        String image = image("{}", "layer");
        fixture.blobs.put(digest(image), new ByteArrayInputStream(bytes(image)));
        fixture.blobs.put(digest("{}"), new ByteArrayInputStream(bytes("{}")));

        refused(RegistryError.MANIFEST_BLOB_UNKNOWN, () -> registry.adopt(BUSYBOX, Tag.LATEST, digest(image)));
        refused(RegistryError.MANIFEST_BLOB_UNKNOWN, () -> registry.adopt(BUSYBOX, Tag.LATEST, digest("nothing")));
        assertThat(registry.catalog("", 10).items()).isEmpty();
        assertThat(registry.blobs()).isEmpty();
    }

    @Test
    void deletesTagsManifestsAndBlobs() {
        String manifest = fixture.pushImage(ANN, APP, LATEST, "{}", "layer");
        fixture.put(ANN, APP, new ManifestReference.ByTag(new Tag("1")), manifest);

        registry.deleteManifest(ANN, APP, new ManifestReference.ByTag(new Tag("1")));
        assertThat(registry.tags(APP, "", 10).items()).containsExactly(Tag.LATEST);
        refused(RegistryError.UNSUPPORTED, () -> registry.deleteBlob(ANN, APP, digest("layer")));
        registry.deleteManifest(ANN, APP, byDigest(manifest));
        refused(RegistryError.MANIFEST_UNKNOWN, () -> registry.manifest(ANN, APP, LATEST));
        assertThat(registry.tags(APP, "", 10).items()).isEmpty();
        registry.deleteBlob(ANN, APP, digest("layer"));
        refused(RegistryError.BLOB_UNKNOWN, () -> registry.deleteBlob(ANN, APP, digest("layer")));
        registry.deleteBlob(ANN, APP, digest("{}"));
        refused(RegistryError.NAME_UNKNOWN, () -> registry.tags(APP, "", 10));
        assertThat(registry.blobs()).isEmpty();
    }

    @Test
    void listsByPages() {
        for (String name : List.of("ann/c", "ann/a", "ann/b")) {
            fixture.push(ANN, new RepositoryPath(name), "x");
        }

        Page<RepositoryPath> first = registry.catalog("", 2);
        assertThat(first.items()).extracting(RepositoryPath::value).containsExactly("ann/a", "ann/b");
        assertThat(first.hasMore()).isTrue();
        Page<RepositoryPath> second = registry.catalog("ann/b", 2);
        assertThat(second.items()).extracting(RepositoryPath::value).containsExactly("ann/c");
        assertThat(second.hasMore()).isFalse();
    }

    @Test
    void listsReferrers() {
        String subject = fixture.pushImage(ANN, APP, LATEST, "{}", "layer");
        fixture.push(ANN, APP, "sbom");
        fixture.push(ANN, APP, "sig");
        String sbom = referrer(subject, "sbom", "text/sbom");
        String signature = referrer(subject, "sig", "text/sig");
        fixture.put(ANN, APP, byDigest(sbom), sbom);
        fixture.put(ANN, APP, byDigest(signature), signature);

        Page<Referrer> all = registry.referrers(APP, digest(subject), "", Optional.empty());
        assertThat(all.items())
                .extracting(referrer -> referrer.manifest().digest())
                .containsExactlyInAnyOrder(digest(sbom), digest(signature));
        Page<Referrer> some = registry.referrers(APP, digest(subject), "text/sbom", Optional.empty());
        assertThat(some.items()).singleElement().satisfies(referrer -> {
            assertThat(referrer.manifest().digest()).isEqualTo(digest(sbom));
            assertThat(referrer.annotations()).containsEntry("of", "sbom");
        });
        Digest first = all.items().getFirst().manifest().digest();
        assertThat(registry.referrers(APP, digest(subject), "", Optional.of(first))
                        .items())
                .containsExactly(all.items().getLast());
        assertThat(registry.referrers(BOBS, digest(subject), "", Optional.empty())
                        .items())
                .isEmpty();
    }

    @Test
    void aBlobThatWasLostCanBePushedAgain() {
        fixture.pushImage(ANN, APP, LATEST, "{}", "layer");
        fixture.blobs.remove(digest("layer"));
        refused(RegistryError.BLOB_UNKNOWN, () -> registry.blob(ANN, APP, digest("layer")));
        fixture.push(ANN, APP, "layer");

        assertThat(registry.blob(ANN, APP, digest("layer")).size()).isEqualTo(5);
        assertThat(registry.scrub()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|schema version 0 is not taken",
                "[]|this is not the JSON of a manifest",
                "null|this is not the JSON of a manifest",
                "{\"schemaVersion\":1,\"fsLayers\":[]}|schema version 1 is not taken",
                "{\"schemaVersion\":2,\"mediaType\":\"text/x\"}|manifests of the type text/x are not taken",
                "{\"schemaVersion\":2}|does not have these fields",
                "{\"schemaVersion\":2,\"config\":null,\"layers\":[],\"manifests\":[]}|does not have these fields",
                "{\"schemaVersion\":2,\"manifests\":[null]}|a descriptor has",
                "{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":\"a\",\"size\":-1,\"digest\":\"x\"}]}|a descriptor has",
                "{\"schemaVersion\":2,\"manifests\":[],\"subject\":{\"digest\":\"sha256:../x\"}}|a digest is sha256",
            })
    void refusesWhatIsNoManifest(String manifest, String sentence) {
        assertThatThrownBy(() -> fixture.put(ANN, APP, LATEST, manifest))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void refusesAManifestUnderAnotherTypeDigestOrSize() {
        fixture.push(ANN, APP, "{}");
        byte[] manifest = bytes(image("{}"));

        refused(
                RegistryError.MANIFEST_INVALID,
                () -> registry.putManifest(ANN, APP, LATEST, new ManifestContent(MediaTypes.INDEX, manifest)));
        refused(RegistryError.DIGEST_INVALID, () -> fixture.put(ANN, APP, byDigest("other"), image("{}")));
        refused(
                RegistryError.MANIFEST_INVALID,
                () -> fixture.put(ANN, APP, LATEST, image("{}").replace("\"size\":2", "\"size\":3")));
        refused(
                RegistryError.MANIFEST_INVALID,
                () -> fixture.put(ANN, APP, LATEST, " ".repeat(ManifestDocument.LIMIT + 1)));
    }

    @Test
    void aLayerThatLiesElsewhereNeedNotBeThere() {
        fixture.push(ANN, APP, "{}");
        String foreign = image("{}", "far").replace("\"size\":3}", "\"size\":3,\"urls\":[\"https://x/y\"]}");

        assertThat(fixture.put(ANN, APP, LATEST, foreign).digest()).isEqualTo(digest(foreign));
    }

    @Test
    void aDamagedManifestIsNotGivenOut() {
        String manifest = fixture.pushImage(ANN, APP, LATEST, "{}", "layer");
        fixture.blobs.remove(digest(manifest));

        assertThatThrownBy(() -> registry.read(registry.manifest(BOB, APP, LATEST)))
                .isInstanceOf(EngineException.class);
        assertThat(registry.scrub()).singleElement().satisfies(damage -> {
            assertThat(damage.digest()).isEqualTo(digest(manifest));
            assertThat(damage.problem()).isEqualTo("the content is missing");
            assertThat(damage.repositories()).containsExactly(APP);
        });
    }
}
