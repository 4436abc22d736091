package dev.drydock.core.simulated;

import dev.drydock.core.blob.BlobStore;
import dev.drydock.core.registry.UploadStore;
import dev.drydock.core.registry.UploadStoreContract;

class InMemoryUploadStoreTest extends UploadStoreContract {
    private final BlobStore blobs = new InMemoryBlobStore();
    private final UploadStore store = new InMemoryUploadStore(blobs);

    @Override
    protected UploadStore open() {
        return store;
    }

    @Override
    protected BlobStore blobs() {
        return blobs;
    }
}
