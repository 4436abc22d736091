package dev.drydock.core.simulated;

import dev.drydock.core.blob.BlobStore;
import dev.drydock.core.blob.BlobStoreContract;

class InMemoryBlobStoreTest extends BlobStoreContract {
    private final BlobStore store = new InMemoryBlobStore();

    @Override
    protected BlobStore open() {
        return store;
    }
}
