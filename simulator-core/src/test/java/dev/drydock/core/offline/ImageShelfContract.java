package dev.drydock.core.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.oci.ImageConfig.RunConfig;
import dev.drydock.core.oci.Platform;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.core.simulated.InMemoryBlobStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every shelf does. */
public abstract class ImageShelfContract {
    private static final ImageReference NAME = ImageReference.parse("web:1");
    private final InMemoryBlobStore blobs = new InMemoryBlobStore();

    /** @param store where the images are */
    protected abstract ImageShelf open(InMemoryBlobStore store);

    private Digest image(String content) throws IOException {
        StreamedImage image = new StreamedImage(blobs, new Platform("amd64", "linux", null), Instant.EPOCH);
        image.layer("COPY", out -> out.write(content.getBytes(StandardCharsets.UTF_8)));
        return image.store(new RunConfig(null, null, null, null, List.of("sh"), null, null, null, null));
    }

    @Test
    void hasNothingAtFirst() {
        assertThat(open(blobs).find(NAME)).isEmpty();
    }

    @Test
    void findsWhatWasPutUnderEachName() throws IOException {
        ImageShelf shelf = open(blobs);
        shelf.put(NAME, image("a"));
        shelf.put(ImageReference.parse("user/web"), image("b"));

        assertThat(shelf.find(NAME)).hasValue(image("a"));
        assertThat(shelf.find(ImageReference.parse("user/web:latest"))).hasValue(image("b"));
        assertThat(shelf.find(ImageReference.parse("web:2"))).isEmpty();
        assertThat(shelf.find(ImageReference.parse("other:1"))).isEmpty();
    }

    @Test
    void aNameGoesOverToAnotherImage() throws IOException {
        ImageShelf shelf = open(blobs);
        shelf.put(NAME, image("a"));
        shelf.put(NAME, image("b"));
        shelf.put(NAME, image("b"));

        assertThat(shelf.find(NAME)).hasValue(image("b"));
    }
}
