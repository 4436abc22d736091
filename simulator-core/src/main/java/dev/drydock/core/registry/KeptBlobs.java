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

/** A server's blobs as whoever sweeps them should see them: what its registry needs cannot be removed. */
public final class KeptBlobs implements BlobStore {
    private final BlobStore blobs;
    private final Registry registry;

    /** @param registry that has its content in these blobs */
    public KeptBlobs(BlobStore blobs, Registry registry) {
        this.blobs = blobs;
        this.registry = registry;
    }

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
    }

    @Override
    public Blob write(BlobWriter content, Consumer<Digest> named) throws IOException {
        return blobs.write(content, named);
    }

    @Override
    public Set<Digest> list() {
        return blobs.list();
    }

    /** Drops a blob unless the registry needs it, even if it has come to need it just now. */
    @Override
    public void remove(Digest digest) {
        registry.removeUnlessNeeded(digest, () -> blobs.remove(digest));
    }
}
