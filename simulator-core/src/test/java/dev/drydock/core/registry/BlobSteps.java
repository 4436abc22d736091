package dev.drydock.core.registry;

import dev.drydock.core.blob.Blob;
import dev.drydock.core.blob.BlobStore;
import dev.drydock.core.blob.BlobWriter;
import dev.drydock.core.reference.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Blobs where something happens after each that is put. */
record BlobSteps(BlobStore blobs, Runnable afterPut) implements BlobStore {
    @Override
    public Optional<Long> size(Digest digest) {
        return blobs.size(digest);
    }

    @Override
    public InputStream open(Digest digest) throws IOException {
        return blobs.open(digest);
    }

    @Override
    public void put(Digest digest, InputStream content) throws IOException {
        blobs.put(digest, content);
        afterPut.run();
    }

    @Override
    public Blob write(BlobWriter content, Consumer<Digest> named) throws IOException {
        return blobs.write(content, named);
    }

    @Override
    public Set<Digest> list() {
        return blobs.list();
    }

    @Override
    public void remove(Digest digest) {
        blobs.remove(digest);
    }
}
