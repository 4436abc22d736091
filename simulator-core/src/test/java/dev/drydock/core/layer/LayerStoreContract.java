package dev.drydock.core.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.layer.LayerFile.Kind;
import dev.drydock.core.reference.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every store of read-only layers does. */
public abstract class LayerStoreContract {
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    protected abstract LayerStore store();

    private static byte[] tar(String name, String content) {
        return LayerTar.write(
                List.of(
                        new LayerEntry.Directory("etc", 0755),
                        new LayerEntry.RegularFile("etc/" + name, 0644, StandardCharsets.UTF_8.encode(content)),
                        new LayerEntry.SymbolicLink("etc/link", name)),
                TIME);
    }

    private static DiffId diffId(byte[] tar) {
        return new DiffId(Digest.ofBytes(tar));
    }

    private static Layer add(LayerStore store, Optional<ChainId> parent, byte[] tar) throws IOException {
        return store.add(parent, diffId(tar), new ByteArrayInputStream(tar));
    }

    @Test
    void keepsALowestLayer() throws IOException {
        LayerStore store = store();
        byte[] tar = tar("hosts", "12345");
        Layer layer = add(store, Optional.empty(), tar);

        assertThat(layer)
                .isEqualTo(new Layer(
                        ChainId.of(diffId(tar)), Optional.empty(), diffId(tar), 10, tar.length, Optional.empty()));
        assertThat(store.find(layer.id())).contains(layer);
    }

    @Test
    void stacksLayers() throws IOException {
        LayerStore store = store();
        Layer lower = add(store, Optional.empty(), tar("a", "1"));
        byte[] tar = tar("b", "22");
        Layer upper = add(store, Optional.of(lower.id()), tar);

        assertThat(upper.id()).isEqualTo(lower.id().then(diffId(tar)));
        assertThat(upper.parent()).contains(lower.id());
        assertThat(upper.size()).isEqualTo(3);
    }

    @Test
    void aLayerThatIsThereIsNotReadAgain() throws IOException {
        LayerStore store = store();
        byte[] tar = tar("a", "1");
        Layer first = add(store, Optional.empty(), tar);

        InputStream unread = new ByteArrayInputStream(tar);

        assertThat(store.add(Optional.empty(), diffId(tar), unread)).isEqualTo(first);
        assertThat(unread.available()).isEqualTo(tar.length);
    }

    /** As two labs that load the same archive at the same time. */
    @Test
    void ofTwoWhoAddTheSameLayerTheSecondFindsIt() throws IOException {
        LayerStore store = store();
        byte[] tar = tar("a", "1");
        InputStream overtaken = new ByteArrayInputStream(tar) {
            private boolean hasBegun;

            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                if (!hasBegun) {
                    hasBegun = true;
                    assertThatCode(() -> add(store, Optional.empty(), tar)).doesNotThrowAnyException();
                }
                return super.read(buffer, offset, length);
            }
        };

        Layer second = store.add(Optional.empty(), diffId(tar), overtaken);

        assertThat(store.find(second.id())).contains(second);
        assertThat(store.list()).containsExactly(second.id());
    }

    @Test
    void anotherDigestIsRefusedAndNothingIsKept() {
        LayerStore store = store();
        byte[] tar = tar("a", "1");
        DiffId wrong = diffId(tar("a", "2"));

        assertThatThrownBy(() -> store.add(Optional.empty(), wrong, new ByteArrayInputStream(tar)))
                .isInstanceOf(EngineException.InvalidParameter.class);
        assertThat(store.find(ChainId.of(wrong))).isEmpty();
    }

    @Test
    void noiseIsRefusedAndNothingIsKept() {
        LayerStore store = store();
        byte[] noise = new byte[4096];
        new Random(3).nextBytes(noise);

        assertThatThrownBy(() -> add(store, Optional.empty(), noise))
                .isInstanceOf(EngineException.InvalidParameter.class);
        assertThat(store.find(ChainId.of(diffId(noise)))).isEmpty();
    }

    @Test
    void tellsWhatALayerHolds() throws IOException {
        LayerStore store = store();
        Layer lower = add(store, Optional.empty(), tar("hosts", "12345"));
        byte[] tar = LayerTar.write(
                List.of(
                        new LayerEntry.Directory("etc", 0755),
                        new LayerEntry.RegularFile("etc/.wh.hosts", 0644, ByteBuffer.allocate(0)),
                        new LayerEntry.Directory("var", 0755),
                        new LayerEntry.RegularFile("var/.wh..wh..opq", 0644, ByteBuffer.allocate(0))),
                TIME);
        Layer upper = add(store, Optional.of(lower.id()), tar);

        assertThat(store.files(lower.id()))
                .containsExactly(
                        new LayerFile(Kind.DIRECTORY, "/etc", 0),
                        new LayerFile(Kind.FILE, "/etc/hosts", 5),
                        new LayerFile(Kind.FILE, "/etc/link", 5));
        assertThat(store.files(upper.id()))
                .containsExactly(
                        new LayerFile(Kind.DIRECTORY, "/etc", 0),
                        new LayerFile(Kind.WHITEOUT, "/etc/hosts", 0),
                        new LayerFile(Kind.OPAQUE_DIRECTORY, "/var", 0));
    }

    @Test
    void keepsWhatALayerWasUnpackedFrom() throws IOException {
        LayerStore store = store();
        byte[] tar = tar("a", "1");
        LayerBlob blob = new LayerBlob("application/x", Digest.ofBytes(tar), tar.length);
        LayerBlob other = new LayerBlob("application/y", Digest.ofBytes(new byte[] {1}), 1);
        Layer layer = store.add(Optional.empty(), diffId(tar), Optional.of(blob), new ByteArrayInputStream(tar));

        assertThat(layer.blob()).contains(blob);
        assertThat(layer.tarSize()).isEqualTo(tar.length);
        store.setBlob(layer.id(), other);
        assertThat(store.find(layer.id()).flatMap(Layer::blob)).contains(other);
        assertThat(store.list()).containsExactly(layer.id());
    }

    @Test
    void aMissingParentIsRefused() {
        LayerStore store = store();
        ChainId unknown = ChainId.of(diffId(new byte[] {1}));

        assertThatThrownBy(() -> add(store, Optional.of(unknown), tar("a", "1")))
                .isInstanceOf(EngineException.class);
    }

    @Test
    void aRemovedLayerIsGone() throws IOException {
        LayerStore store = store();
        Layer layer = add(store, Optional.empty(), tar("a", "1"));
        store.remove(layer.id());

        assertThat(store.find(layer.id())).isEmpty();
        assertThatCode(() -> store.remove(layer.id())).doesNotThrowAnyException();
    }
}
