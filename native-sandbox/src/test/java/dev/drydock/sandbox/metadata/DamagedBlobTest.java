package dev.drydock.sandbox.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.id.RandomIds;
import dev.drydock.core.oci.MediaTypes;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.Tag;
import dev.drydock.core.registry.Caller;
import dev.drydock.core.registry.Chunk;
import dev.drydock.core.registry.FinalChunk;
import dev.drydock.core.registry.ManifestContent;
import dev.drydock.core.registry.ManifestReference;
import dev.drydock.core.registry.Registry;
import dev.drydock.core.registry.RegistryLimits;
import dev.drydock.core.registry.RegistrySetup;
import dev.drydock.core.registry.RepositoryPath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** G04: bits that change on the disk. */
class DamagedBlobTest {
    private static final Caller ANN = Caller.student("ann");
    private static final RepositoryPath APP = new RepositoryPath("ann/app");
    private static final ManifestReference LATEST = new ManifestReference.ByTag(Tag.LATEST);
    private static final byte[] CONFIG = bytes("{\"os\":\"linux\"}");
    private static final byte[] MANIFEST = bytes("{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.MANIFEST
            + "\",\"layers\":[],\"config\":{\"mediaType\":\"" + MediaTypes.CONFIG + "\",\"size\":" + CONFIG.length
            + ",\"digest\":\"" + Digest.ofBytes(CONFIG) + "\"}}");

    @TempDir
    Path directory;

    private Registry registry;

    @BeforeEach
    void pushImage() {
        registry = open();
        push();
        registry.putManifest(ANN, APP, LATEST, new ManifestContent("", MANIFEST));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Registry open() {
        FileBlobStore blobs = new FileBlobStore(directory.resolve("blobs"));
        return Registry.open(new RegistrySetup(
                new FileRegistryStore(directory.resolve("repositories")),
                new FileUploadStore(directory.resolve("uploads"), blobs),
                blobs,
                RegistryLimits.DEFAULT,
                new RandomIds(),
                Clock.systemUTC()));
    }

    private void push() {
        registry.push(ANN, APP, new FinalChunk(Digest.ofBytes(CONFIG), Chunk.of(new ByteArrayInputStream(CONFIG))));
    }

    private void flipABit(byte[] content) throws IOException {
        Path file = directory
                .resolve("blobs/sha256")
                .resolve(Digest.ofBytes(content).hex());
        byte[] damaged = Files.readAllBytes(file);
        damaged[3] ^= 1;
        Files.write(file, damaged);
    }

    private byte[] pulled() throws IOException {
        try (InputStream in = registry.open(registry.blob(ANN, APP, Digest.ofBytes(CONFIG)))) {
            return in.readAllBytes();
        }
    }

    @Test
    void aDamagedBlobHasAnotherDigestAndTheScrubTells() throws IOException {
        assertThat(registry.scrub()).isEmpty();
        flipABit(CONFIG);

        Digest actual = Digest.ofBytes(pulled());
        assertThat(actual).isNotEqualTo(Digest.ofBytes(CONFIG));
        assertThat(registry.scrub()).singleElement().satisfies(damage -> {
            assertThat(damage.digest()).isEqualTo(Digest.ofBytes(CONFIG));
            assertThat(damage.problem()).isEqualTo("the content has changed on the disk: its digest is " + actual);
            assertThat(damage.repositories()).containsExactly(APP);
        });
    }

    @Test
    void pushingItAgainMendsIt() throws IOException {
        flipABit(CONFIG);
        push();

        assertThat(pulled()).isEqualTo(CONFIG);
        assertThat(registry.scrub()).isEmpty();
    }

    @Test
    void aDamagedManifestIsNotGivenOut() throws IOException {
        flipABit(MANIFEST);

        assertThatThrownBy(() -> registry.read(registry.manifest(ANN, APP, LATEST)))
                .isInstanceOf(EngineException.SystemFailure.class)
                .hasMessageContaining("is damaged on the server's disk");
        assertThat(registry.scrub()).extracting(damage -> damage.digest()).containsExactly(Digest.ofBytes(MANIFEST));
    }

    @Test
    void aLaterServerHasWhatWasAcknowledged() throws IOException {
        registry = open();

        assertThat(registry.read(registry.manifest(ANN, APP, LATEST))).isEqualTo(MANIFEST);
        assertThat(pulled()).isEqualTo(CONFIG);
    }
}
