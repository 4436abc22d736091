package dev.drydock.core.simulated;

import dev.drydock.core.registry.RegistryStore;
import dev.drydock.core.registry.RegistryStoreContract;

class InMemoryRegistryStoreTest extends RegistryStoreContract {
    private final RegistryStore store = new InMemoryRegistryStore();

    @Override
    protected RegistryStore open() {
        return store;
    }
}
