package dev.drydock.core.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.oci.Descriptor;
import dev.drydock.core.oci.ImageConfig.RunConfig;
import dev.drydock.core.oci.Manifest;
import dev.drydock.core.oci.OciJson;
import dev.drydock.core.oci.Platform;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.core.simulated.InMemoryBlobStore;
import dev.drydock.core.simulated.InMemoryImageShelf;
import dev.drydock.core.simulated.InMemoryLayerStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnpackedImageTest {
    private static final ImageReference NAME = ImageReference.parse("lab");
    private final InMemoryBlobStore blobs = new InMemoryBlobStore();
    private final InMemoryLayerStore layers = new InMemoryLayerStore();
    private final InMemoryImageShelf shelf = new InMemoryImageShelf();

    private Digest image() throws IOException {
        StreamedImage image = new StreamedImage(blobs, new Platform("amd64", "linux", null), Instant.EPOCH);
        for (String path : List.of("a", "b")) {
            image.layer("COPY", out -> {
                try (TestRoot root = TestRoot.to(out)) {
                    root.file(path, "1");
                }
            });
        }
        Map<String, String> labels = Map.of(RecipeLabels.PACKAGES, "libc6=2.36-9 bash=5.2");
        return image.store(new RunConfig(null, null, null, null, null, null, null, labels, null));
    }

    @Test
    void itsLayersAreInTheStoreAfterwards() throws IOException {
        shelf.put(NAME, image());
        UnpackedImage image = UnpackedImage.of(NAME, shelf, blobs, layers).orElseThrow();

        assertThat(layers.find(image.layers())).isPresent();
        assertThat(image.packages()).isEqualTo(Map.of("libc6", "2.36-9", "bash", "5.2"));
        assertThat(UnpackedImage.of(NAME, shelf, blobs, layers)).hasValue(image);
    }

    @Test
    void whatIsNotOnTheShelfIsEmpty() {
        assertThat(UnpackedImage.of(NAME, shelf, blobs, layers)).isEmpty();
    }

    @Test
    void aManifestThatTellsAnotherSizeIsRefused() throws IOException {
        Manifest manifest = StoredImage.read(blobs, image()).manifest();
        List<Descriptor> wrong = manifest.layers().stream()
                .map(layer -> new Descriptor(layer.mediaType(), layer.digest(), layer.size() + 1))
                .toList();
        Digest digest = blobs.write(out ->
                        out.write(OciJson.write(new Manifest(2, manifest.mediaType(), manifest.config(), wrong, null))))
                .digest();

        assertThatThrownBy(() -> StoredImage.read(blobs, digest))
                .isInstanceOf(EngineException.InvalidParameter.class)
                .hasMessageContaining("bytes, but it has");
    }

    @Test
    void anUpstreamVersionHasNeitherEpochNorRevision() {
        for (String version : List.of("5:7.0.15-1~deb12u10", "7.0.15-1", "7.0.15")) {
            assertThat(new DebianPackage("redis", version, Instant.EPOCH, Path.of("x")).upstreamVersion())
                    .isEqualTo("7.0.15");
        }
    }
}
