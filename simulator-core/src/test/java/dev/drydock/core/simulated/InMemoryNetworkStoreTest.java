package dev.drydock.core.simulated;

import dev.drydock.core.network.NetworkStore;
import dev.drydock.core.network.NetworkStoreContract;

class InMemoryNetworkStoreTest extends NetworkStoreContract {
    private final NetworkStore store = new InMemoryNetworkStore();

    @Override
    protected NetworkStore open() {
        return store;
    }
}
