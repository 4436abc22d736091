package dev.drydock.core.simulated;

import dev.drydock.core.network.Bridge;
import dev.drydock.core.network.NetworkDriver;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Bridges that only exist as a note. */
public final class SimulatedNetworkDriver implements NetworkDriver {
    private final Map<String, Bridge> bridges = new ConcurrentHashMap<>();

    @Override
    public void createBridge(Bridge bridge) {
        bridges.putIfAbsent(bridge.name(), bridge);
    }

    @Override
    public void removeBridge(Bridge bridge) {
        bridges.remove(bridge.name());
    }

    /** Names of the bridges that there are. */
    public Set<String> bridges() {
        return new TreeSet<>(bridges.keySet());
    }
}
