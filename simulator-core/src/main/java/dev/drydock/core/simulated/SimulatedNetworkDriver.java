package dev.drydock.core.simulated;

import dev.drydock.core.network.Bridge;
import dev.drydock.core.network.NetworkDriver;
import dev.drydock.core.network.Parent;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Bridges that only exist as a note. */
public final class SimulatedNetworkDriver implements NetworkDriver {
    private final Map<String, Bridge> bridges = new ConcurrentHashMap<>();
    private final Set<String> parents = ConcurrentHashMap.newKeySet();

    @Override
    public void createBridge(Bridge bridge) {
        bridges.putIfAbsent(bridge.name(), bridge);
    }

    @Override
    public void removeBridge(Bridge bridge) {
        bridges.remove(bridge.name());
    }

    @Override
    public boolean hasDevice(String name) {
        return bridges.containsKey(name) || parents.contains(name);
    }

    @Override
    public void createParent(Parent parent) {
        parents.add(parent.device());
    }

    @Override
    public void removeParent(String device) {
        parents.remove(device);
    }

    /** Gives the lab host a device that no network has made. */
    public void addDevice(String name) {
        parents.add(name);
    }

    /** Names of the devices that are no bridges. */
    public Set<String> parents() {
        return new TreeSet<>(parents);
    }

    /** Names of the bridges that there are. */
    public Set<String> bridges() {
        return new TreeSet<>(bridges.keySet());
    }
}
