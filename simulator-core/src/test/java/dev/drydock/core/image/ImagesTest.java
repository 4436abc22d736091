package dev.drydock.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.blob.BlobStore;
import dev.drydock.core.blob.ForwardingBlobStore;
import dev.drydock.core.content.SharedContent;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.event.EventLog;
import dev.drydock.core.layer.LayerEntry;
import dev.drydock.core.oci.ImageConfig.RunConfig;
import dev.drydock.core.oci.Platform;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.core.simulated.InMemoryBlobStore;
import dev.drydock.core.simulated.InMemoryImageStore;
import dev.drydock.core.simulated.InMemoryLayerStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImagesTest {
    private static final Instant JANUARY = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant MAY = Instant.parse("2026-05-01T00:00:00Z");
    private static final RunConfig RUN = new RunConfig(null, null, null, null, List.of("sh"), null, null, null, null);
    private final InMemoryBlobStore blobs = new InMemoryBlobStore();
    private final InMemoryLayerStore layers = new InMemoryLayerStore();
    private final InstantSource clock = InstantSource.fixed(MAY);
    private final InMemoryImageStore store = new InMemoryImageStore();

    private ImageAssembly assembly(Instant created, String content) {
        return new ImageAssembly(created, new Platform("amd64", "linux", null), RUN)
                .layer(
                        "COPY",
                        List.of(new LayerEntry.RegularFile("file", 0644, StandardCharsets.UTF_8.encode(content))))
                .emptyLayer("CMD");
    }

    private ImageId store(Instant created, String content) {
        return assembly(created, content).store(blobs, layers);
    }

    private static ImageRecord record(ImageId id, String name, Instant given) {
        return new ImageRecord(id, Map.of(ImageReference.parse(name), given));
    }

    private Images open(ImageRecord... first) {
        return Images.open(
                new ImageServices(store, new SharedContent(blobs, layers), new EventLog(clock), clock), List.of(first));
    }

    @Test
    void findsByReferenceIdAndPrefix() {
        ImageId id = store(JANUARY, "a");
        Images images = open(record(id, "busybox", JANUARY));
        String hex = id.digest().hex();

        for (String key : List.of(
                "busybox",
                "busybox:latest",
                "docker.io/library/busybox",
                id.toString(),
                hex,
                hex.substring(0, 12),
                "sha256:" + hex.substring(0, 5))) {
            assertThat(images.find(key).id()).as(key).isEqualTo(id);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "nope, No such image: nope:latest",
        "nope:1, No such image: nope:1",
        "user/x, No such image: user/x:latest",
        "busybox:2, No such image: busybox:2",
        "0000000000000000000000000000000000000000000000000000000000000000, "
                + "No such image: sha256:0000000000000000000000000000000000000000000000000000000000000000"
    })
    void namesWhatIsNotThere(String key, String sentence) {
        Images images = open(record(store(JANUARY, "a"), "busybox", JANUARY));

        assertThatThrownBy(() -> images.find(key))
                .isInstanceOf(EngineException.NotFound.class)
                .hasMessage(sentence);
    }

    @Test
    void refusesWhatIsNoReference() {
        assertThatThrownBy(() -> open().find("UPPER"))
                .isInstanceOf(EngineException.InvalidParameter.class)
                .hasMessage("invalid reference format: repository name (library/UPPER) must be lowercase");
    }

    @Test
    void listsTheNewestFirst() {
        ImageId old = store(JANUARY, "a");
        ImageId young = store(MAY, "b");
        Images images = open(record(old, "a", JANUARY), record(young, "b", JANUARY));

        assertThat(images.list()).extracting(Image::id).containsExactly(young, old);
    }

    @Test
    void whoeverGotANameLastHasIt() {
        ImageId one = store(JANUARY, "a");
        ImageId other = store(JANUARY, "b");
        Images images = open(record(one, "x", MAY), record(other, "x", JANUARY));

        assertThat(images.find("x").id()).isEqualTo(one);
        assertThat(images.find(other.toString()).references()).isEmpty();
    }

    /** As dockerd: what comes with a name has not been tagged here. */
    @Test
    void whenItWasLastTaggedIsKept() {
        ImageId id = store(JANUARY, "a");
        Images images = open(record(id, "x", JANUARY));
        assertThat(images.find("x").lastTagged()).isEmpty();

        images.tag("x", ImageReference.parse("y"));
        images.untag(ImageReference.parse("y"));

        assertThat(images.find("x").lastTagged()).contains(MAY);
        assertThat(open().find("x").lastTagged()).contains(MAY);
    }

    @Test
    void theFirstImagesAreForNewLabsOnly() {
        ImageId id = store(JANUARY, "a");
        open(record(id, "busybox", JANUARY));
        store.delete(id);

        assertThat(open(record(id, "busybox", JANUARY)).list()).isEmpty();
    }

    @Test
    void anImageWithoutItsContentIsLeftOut() {
        ImageId whole = store(JANUARY, "a");
        ImageId broken = store(JANUARY, "b");
        blobs.remove(broken.digest());

        assertThat(open(record(whole, "a", JANUARY), record(broken, "b", JANUARY))
                        .list())
                .extracting(Image::id)
                .containsExactly(whole);
    }

    @Test
    void hasSizeHistoryAndLayers() {
        Image image = open(record(store(JANUARY, "12345"), "a", JANUARY)).find("a");

        assertThat(image.size()).isEqualTo(5);
        assertThat(image.createdAt()).isEqualTo(JANUARY);
        assertThat(image.chain()).contains(image.layers().getLast().id());
        assertThat(image.config().history())
                .extracting(step -> step.createdBy())
                .containsExactly("COPY", "CMD");
        assertThat(image.config().rootfs().diffIds())
                .containsExactly(image.layers().getFirst().diffId().toString());
    }

    @Test
    void theSameStepsGiveTheSameImageAndOthersAnother() {
        assertThat(store(JANUARY, "a")).isEqualTo(store(JANUARY, "a")).isNotEqualTo(store(JANUARY, "b"));
        assertThat(assembly(JANUARY, "a").id()).isEqualTo(store(JANUARY, "a"));
    }

    @Test
    void whatIsThereIsNotStoredAgain() {
        CountingBlobs counting = new CountingBlobs(blobs);
        assembly(JANUARY, "a").store(counting, layers);
        assertThat(counting.puts).as("layer, manifest, configuration").isEqualTo(3);
        assembly(JANUARY, "a").store(counting, layers);

        assertThat(counting.puts).isEqualTo(3);
    }

    @Test
    void whatIsMissingIsStoredAgain() {
        ImageId id = store(JANUARY, "a");
        blobs.remove(id.digest());
        store(JANUARY, "a");
        assertThat(blobs.size(id.digest())).isPresent();

        InMemoryLayerStore emptied = new InMemoryLayerStore();
        assembly(JANUARY, "a").store(blobs, emptied);
        Image image = open(record(id, "a", JANUARY)).find("a");
        assertThat(emptied.find(image.chain().orElseThrow())).isPresent();
    }

    /** Counts what is put. */
    private static final class CountingBlobs implements ForwardingBlobStore {
        private final BlobStore blobs;
        private int puts;

        CountingBlobs(BlobStore blobs) {
            this.blobs = blobs;
        }

        @Override
        public BlobStore blobs() {
            return blobs;
        }

        @Override
        public void put(Digest digest, InputStream content) throws IOException {
            puts++;
            blobs.put(digest, content);
        }
    }
}
