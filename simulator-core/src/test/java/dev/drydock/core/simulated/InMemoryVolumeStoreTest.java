package dev.drydock.core.simulated;

import dev.drydock.core.volume.VolumeStore;
import dev.drydock.core.volume.VolumeStoreContract;

class InMemoryVolumeStoreTest extends VolumeStoreContract {
    private final VolumeStore store = new InMemoryVolumeStore();

    @Override
    protected VolumeStore open() {
        return store;
    }
}
