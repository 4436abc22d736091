package dev.drydock.core.simulated;

import dev.drydock.core.container.ContainerStore;
import dev.drydock.core.container.ContainerStoreContract;

class InMemoryContainerStoreTest extends ContainerStoreContract {
    private final ContainerStore store = new InMemoryContainerStore();

    @Override
    protected ContainerStore open() {
        return store;
    }
}
