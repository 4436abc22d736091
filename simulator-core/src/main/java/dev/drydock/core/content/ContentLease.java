package dev.drydock.core.content;

import dev.drydock.core.blob.Blob;
import dev.drydock.core.blob.BlobStore;
import dev.drydock.core.blob.BlobWriter;
import dev.drydock.core.layer.ChainId;
import dev.drydock.core.layer.DiffId;
import dev.drydock.core.layer.Layer;
import dev.drydock.core.layer.LayerBlob;
import dev.drydock.core.layer.LayerFile;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.stream.WatchedInput;
import dev.drydock.core.stream.WatchedOutput;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * One operation's hold on content: whatever it finds or adds here stays until it is closed, though no image names it yet.
 * Safe for use by several threads.
 */
public final class ContentLease implements AutoCloseable {
    private final SharedContent content;
    private final Set<ChainId> layers = new HashSet<>();
    private final Set<Digest> blobs = new HashSet<>();
    private final AtomicLong written = new AtomicLong();
    private volatile boolean closed;

    ContentLease(SharedContent content) {
        this.content = content;
    }

    /** Bytes of the blob, empty when it is not there. */
    public Optional<Long> size(Digest digest) {
        keep(digest);
        return content.blobs().size(digest);
    }

    /** As {@link BlobStore#open}. */
    public InputStream open(Digest digest) throws IOException {
        keep(digest);
        return content.blobs().open(digest);
    }

    /** As {@link BlobStore#put}. */
    public void put(Digest digest, InputStream bytes) throws IOException {
        keep(digest);
        content.blobs().put(digest, new WatchedInput(bytes, (count, _) -> written.addAndGet(count)));
    }

    /** As {@link BlobStore#write(BlobWriter)}. */
    public Blob write(BlobWriter writer) throws IOException {
        return write(writer, _ -> {});
    }

    /** As {@link BlobStore#write(BlobWriter, Consumer)}. */
    public Blob write(BlobWriter writer, Consumer<Digest> named) throws IOException {
        return content.blobs().write(out -> writer.writeTo(new WatchedOutput(out, written::addAndGet)), digest -> {
            keep(digest);
            named.accept(digest);
        });
    }

    /** A layer that is there. */
    public Optional<Layer> find(ChainId id) {
        keep(id);
        return content.layers().find(id);
    }

    /** As {@link dev.drydock.core.layer.LayerStore#files}. */
    public List<LayerFile> files(ChainId id) {
        keep(id);
        return content.layers().files(id);
    }

    /** As {@link dev.drydock.core.layer.LayerStore#add}. */
    public Layer add(Optional<ChainId> parent, DiffId diffId, LayerBlob blob, InputStream tar) throws IOException {
        keep(blob.digest());
        keep(parent.map(below -> below.then(diffId)).orElseGet(() -> ChainId.of(diffId)));
        Layer layer = content.layers().add(parent, diffId, Optional.of(blob), tar);
        written.addAndGet(layer.size());
        return layer;
    }

    /** Bytes that were brought in here so far: of blobs, and of the files of layers. */
    public long written() {
        return written.get();
    }

    public boolean isClosed() {
        return closed;
    }

    private void keep(Digest digest) {
        content.locked(() -> blobs.add(digest));
    }

    private void keep(ChainId id) {
        content.locked(() -> layers.add(id));
    }

    /** Under the lock of the content. */
    void mark(ContentMarks marks) {
        layers.forEach(marks::layer);
        blobs.forEach(marks::blob);
    }

    @Override
    public void close() {
        closed = true;
        content.release(this);
    }
}
