package dev.drydock.core.simulated;

import dev.drydock.core.network.Network;
import dev.drydock.core.network.NetworkId;
import dev.drydock.core.network.NetworkStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One lab's networks on the heap. */
public final class InMemoryNetworkStore implements NetworkStore {
    private final Map<NetworkId, Network> networks = new ConcurrentHashMap<>();

    @Override
    public List<Network> load() {
        return List.copyOf(networks.values());
    }

    @Override
    public void save(Network network) {
        networks.put(network.id(), network);
    }

    @Override
    public void delete(NetworkId id) {
        networks.remove(id);
    }
}
