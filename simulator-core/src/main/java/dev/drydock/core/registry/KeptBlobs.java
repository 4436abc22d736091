package dev.drydock.core.registry;

import dev.drydock.core.blob.BlobStore;
import dev.drydock.core.blob.ForwardingBlobStore;
import dev.drydock.core.reference.Digest;

/** A server's blobs as whoever sweeps them should see them: what its registry needs cannot be removed. */
public final class KeptBlobs implements ForwardingBlobStore {
    private final BlobStore blobs;
    private final Registry registry;

    /** @param registry that has its content in these blobs */
    public KeptBlobs(BlobStore blobs, Registry registry) {
        this.blobs = blobs;
        this.registry = registry;
    }

    @Override
    public BlobStore blobs() {
        return blobs;
    }

    /** Drops a blob unless the registry needs it, even if it has come to need it just now. */
    @Override
    public void remove(Digest digest) {
        registry.removeUnlessNeeded(digest, () -> blobs.remove(digest));
    }
}
