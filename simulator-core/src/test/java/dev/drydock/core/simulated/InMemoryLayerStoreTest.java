package dev.drydock.core.simulated;

import dev.drydock.core.layer.LayerStore;
import dev.drydock.core.layer.LayerStoreContract;

class InMemoryLayerStoreTest extends LayerStoreContract {
    @Override
    protected LayerStore store() {
        return new InMemoryLayerStore();
    }
}
