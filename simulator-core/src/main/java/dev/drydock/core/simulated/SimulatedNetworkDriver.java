package dev.drydock.core.simulated;

import dev.drydock.core.network.NetworkDriver;
import java.net.Inet4Address;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Bridges that only exist as a note. */
public final class SimulatedNetworkDriver implements NetworkDriver {
    private final Map<String, Inet4Address> bridges = new ConcurrentHashMap<>();

    @Override
    public void createBridge(String bridge, Inet4Address gateway, int prefixLength) {
        bridges.putIfAbsent(bridge, gateway);
    }

    @Override
    public void removeBridge(String bridge) {
        bridges.remove(bridge);
    }

    /** Names of the bridges that there are. */
    public Set<String> bridges() {
        return new TreeSet<>(bridges.keySet());
    }
}
