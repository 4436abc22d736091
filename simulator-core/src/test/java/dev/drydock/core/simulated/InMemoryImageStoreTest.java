package dev.drydock.core.simulated;

import dev.drydock.core.image.ImageStore;
import dev.drydock.core.image.ImageStoreContract;

class InMemoryImageStoreTest extends ImageStoreContract {
    private final ImageStore store = new InMemoryImageStore();

    @Override
    protected ImageStore open() {
        return store;
    }
}
