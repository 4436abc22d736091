package dev.drydock.core.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.blob.Blob;
import dev.drydock.core.blob.BlobStore;
import dev.drydock.core.blob.BlobWriter;
import dev.drydock.core.blob.ForwardingBlobStore;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.layer.ChainId;
import dev.drydock.core.layer.DiffId;
import dev.drydock.core.layer.Layer;
import dev.drydock.core.layer.LayerBlob;
import dev.drydock.core.layer.LayerEntry;
import dev.drydock.core.layer.LayerTar;
import dev.drydock.core.oci.ImageConfig;
import dev.drydock.core.oci.ImageConfig.RunConfig;
import dev.drydock.core.oci.MediaTypes;
import dev.drydock.core.oci.OciJson;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.simulated.InMemoryBlobStore;
import dev.drydock.core.simulated.InMemoryLayerStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SharedContentTest {
    private final InMemoryBlobStore blobs = new InMemoryBlobStore();
    private final InMemoryLayerStore layers = new InMemoryLayerStore();
    private final SharedContent content = new SharedContent(blobs, layers);

    private static byte[] tar(String file) {
        return LayerTar.write(
                List.of(new LayerEntry.RegularFile(file, 0644, StandardCharsets.UTF_8.encode(file))), Instant.EPOCH);
    }

    /** A layer whose blob is its tar. */
    private static Layer add(ContentLease lease, Optional<ChainId> parent, byte[] tar) throws IOException {
        Digest digest = Digest.ofBytes(tar);
        lease.put(digest, new ByteArrayInputStream(tar));
        LayerBlob blob = new LayerBlob(MediaTypes.LAYER, digest, tar.length);
        return lease.add(parent, new DiffId(digest), blob, new ByteArrayInputStream(tar));
    }

    private static byte[] config(Layer... stack) {
        List<String> diffIds =
                Arrays.stream(stack).map(layer -> layer.diffId().toString()).toList();
        return OciJson.write(new ImageConfig(
                null, null, "amd64", "linux", RunConfig.EMPTY, new ImageConfig.RootFs("layers", diffIds), List.of()));
    }

    @Test
    void whatNobodyUsesGoes() throws IOException {
        Layer layer;
        try (ContentLease lease = content.lease()) {
            layer = add(lease, Optional.empty(), tar("a"));
        }

        assertThat(content.collect())
                .isEqualTo(new Collected(
                        List.of(layer.id()), List.of(layer.diffId().digest())));
        assertThat(layers.list()).isEmpty();
        assertThat(blobs.list()).isEmpty();
    }

    @Test
    void anImageKeepsItsConfigurationItsLayersAndTheirBlobs() throws IOException {
        Digest config;
        try (ContentLease lease = content.lease()) {
            Layer lower = add(lease, Optional.empty(), tar("a"));
            Layer upper = add(lease, Optional.of(lower.id()), tar("b"));
            byte[] document = config(lower, upper);
            config = Digest.ofBytes(document);
            lease.put(config, new ByteArrayInputStream(document));
        }
        // A registry may have the same configuration among its blobs.
        content.keep(marks -> marks.blob(config));
        content.keep(marks -> marks.image(config));

        assertThat(content.collect()).isEqualTo(new Collected(List.of(), List.of()));
        assertThat(layers.list()).hasSize(2);
        assertThat(blobs.list()).hasSize(3);
    }

    @Test
    void aStackKeepsWhatLiesBelow() throws IOException {
        Layer upper;
        try (ContentLease lease = content.lease()) {
            Layer lower = add(lease, Optional.empty(), tar("a"));
            upper = add(lease, Optional.of(lower.id()), tar("b"));
            add(lease, Optional.of(lower.id()), tar("c"));
        }
        content.keep(marks -> marks.layer(upper.id()));

        assertThat(content.collect().layers()).hasSize(1);
        assertThat(layers.find(upper.id()).flatMap(Layer::parent).flatMap(layers::find))
                .isPresent();
    }

    @Test
    void anImageWithoutItsConfigurationKeepsNothing() {
        content.keep(marks -> marks.image(Digest.ofBytes(new byte[] {1})));

        assertThat(content.collect().blobs()).isEmpty();
    }

    @Test
    void whatALeaseFoundOrAddedStays() throws IOException {
        Layer found;
        try (ContentLease first = content.lease()) {
            found = add(first, Optional.empty(), tar("a"));
        }
        try (ContentLease lease = content.lease()) {
            assertThat(lease.find(found.id())).isPresent();
            add(lease, Optional.of(found.id()), tar("b"));
            lease.write(out -> out.write(7));

            assertThat(content.collect()).isEqualTo(new Collected(List.of(), List.of()));
        }
        assertThat(content.collect().layers()).hasSize(2);
    }

    @Test
    void whatIsWrittenIsHeldBeforeItIsThere() throws IOException {
        byte[] bytes = {1, 2, 3};
        try (ContentLease first = content.lease()) {
            first.write(out -> out.write(bytes));
        }
        CollectingStore store = new CollectingStore(blobs);
        SharedContent shared = new SharedContent(store, layers);
        store.collected = shared;
        try (ContentLease lease = shared.lease()) {
            Blob blob = lease.write(out -> out.write(bytes));

            assertThat(blobs.size(blob.digest())).contains(3L);
        }
    }

    /** Collects at the worst moment: when a blob has got its name, and before the writer hears of it. */
    private static final class CollectingStore implements ForwardingBlobStore {
        private final BlobStore store;
        private @Nullable SharedContent collected;

        CollectingStore(BlobStore store) {
            this.store = store;
        }

        @Override
        public BlobStore blobs() {
            return store;
        }

        @Override
        public Blob write(BlobWriter content, Consumer<Digest> named) throws IOException {
            Blob blob = store.write(content, named);
            Objects.requireNonNull(collected).collect();
            return blob;
        }
    }

    @Test
    void aLeaseThatEndsWhileACollectionGoesOnStillCounts() throws IOException {
        Layer layer;
        try (ContentLease first = content.lease()) {
            layer = add(first, Optional.empty(), tar("a"));
        }
        ContentLease lease = content.lease();
        lease.find(layer.id());
        // It is written down, and the lease ends, after this root was asked.
        content.keep(_ -> lease.close());

        assertThat(content.collect()).isEqualTo(new Collected(List.of(), List.of()));
        assertThat(content.collect().layers()).containsExactly(layer.id());
    }

    @Test
    void nothingGoesWhenSomebodyCannotTell() throws IOException {
        try (ContentLease lease = content.lease()) {
            add(lease, Optional.empty(), tar("a"));
        }
        content.keep(_ -> {
            throw new EngineException.SystemFailure("unreadable");
        });

        assertThatThrownBy(content::collect).hasMessage("unreadable");
        assertThat(layers.list()).hasSize(1);
    }

    @Test
    void whatCameAfterTheBeginningIsNotTaken() throws IOException {
        List<Layer> added = new ArrayList<>();
        content.keep(_ -> {
            try (ContentLease lease = content.lease()) {
                added.add(add(lease, Optional.empty(), tar("late")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });

        assertThat(content.collect().layers()).isEmpty();
        assertThat(layers.list()).containsExactly(added.getFirst().id());
    }
}
