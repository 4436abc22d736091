package dev.drydock.core.network;

import dev.drydock.core.error.EngineException;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What of the lab host's devices belongs to networks: bridges, and the parents of containers' devices. */
final class NetworkDevices {
    private static final Logger LOG = LoggerFactory.getLogger(NetworkDevices.class);
    private final NetworkDriver driver;
    /** Parents that were made for networks. */
    private final Set<String> made = ConcurrentHashMap.newKeySet();

    NetworkDevices(NetworkDriver driver) {
        this.driver = driver;
    }

    void create(Network network) {
        Optional<Parent> parent = network.parent(driver::hasDevice);
        if (parent.isEmpty()) {
            driver.createBridge(Bridge.of(network));
        } else {
            driver.createParent(parent.get());
            if (!(parent.get().source() instanceof Parent.Source.Given)) {
                made.add(parent.get().device());
            }
        }
    }

    /** Makes what a network had before the lab host started again; one whose parent is gone has to wait for it. */
    void setUp(Network network) {
        try {
            create(network);
        } catch (EngineException e) {
            LOG.info("the network {} has no device now: {}", network.name(), e.getMessage());
        }
    }

    /** @param others all networks that there are, the network among them */
    void remove(Network network, Collection<Network> others) {
        String device = network.bridge();
        if (network.subDevice().isEmpty()) {
            driver.removeBridge(Bridge.of(network));
        } else if (made.contains(device)
                && others.stream()
                        .filter(other -> !other.id().equals(network.id()))
                        .noneMatch(other -> other.bridge().equals(device))) {
            driver.removeParent(device);
            made.remove(device);
        }
    }
}
