package dev.drydock.core.network;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.event.EventLog;
import dev.drydock.core.event.EventType;
import dev.drydock.core.id.IdSource;
import java.net.Inet4Address;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The networks of one engine: Docker's predefined {@code bridge}, {@code host} and {@code none}. A {@code key} is a name,
 * a full id or an unambiguous prefix of one.
 */
public final class Networks {
    /** Name of the network that containers join when they ask for none. */
    public static final String DEFAULT = "bridge";

    private static final List<String> PREDEFINED = List.of(DEFAULT, "host", "none");
    private static final String BRIDGE_DRIVER = "bridge";
    private static final String DEFAULT_DEVICE = "docker0";
    private static final String DEFAULT_SUBNET = "172.17.0.0/16";
    private static final String DEFAULT_GATEWAY = "172.17.0.1";
    private static final int DEFAULT_PREFIX_LENGTH = 16;
    private final NetworkDriver driver;
    private final EventLog events;
    private final IdSource ids;
    private final Map<NetworkId, Network> networks = new ConcurrentHashMap<>();
    private final Map<NetworkId, IpamPool> pools = new ConcurrentHashMap<>();

    private Networks(NetworkDriver driver, EventLog events, IdSource ids) {
        this.driver = driver;
        this.events = events;
        this.ids = ids;
    }

    /** Loads the networks, adds predefined ones that are missing and makes the bridges real. */
    public static Networks open(
            NetworkStore store, NetworkDriver driver, EventLog events, IdSource ids, InstantSource clock) {
        Networks result = new Networks(driver, events, ids);
        store.load().forEach(network -> result.networks.put(network.id(), network));
        for (String name : PREDEFINED) {
            if (result.networks.values().stream()
                    .noneMatch(network -> network.name().equals(name))) {
                Network network = result.predefined(name, clock);
                store.save(network);
                result.networks.put(network.id(), network);
            }
        }
        result.networks.values().forEach(result::setUp);
        return result;
    }

    /** Whether Docker makes the network of this name by itself. */
    public static boolean isPredefined(String name) {
        return PREDEFINED.contains(name);
    }

    private Network predefined(String name, InstantSource clock) {
        NetworkId id = new NetworkId(ids.next());
        return switch (name) {
            case DEFAULT -> new Network(id, name, BRIDGE_DRIVER, clock.instant(), DEFAULT_SUBNET, DEFAULT_GATEWAY);
            case "none" -> new Network(id, name, "null", clock.instant(), "", "");
            default -> new Network(id, name, name, clock.instant(), "", "");
        };
    }

    private void setUp(Network network) {
        if (network.driver().equals(BRIDGE_DRIVER)) {
            pools.put(network.id(), new IpamPool(network.subnet(), Addresses.parse(network.gateway())));
            driver.createBridge(DEFAULT_DEVICE, Addresses.parse(network.gateway()), DEFAULT_PREFIX_LENGTH);
        }
    }

    /** {@code NotFound("network key not found")} for an unknown one. */
    public Network find(String key) {
        for (Network network : networks.values()) {
            if (network.name().equals(key) || network.id().value().equals(key)) {
                return network;
            }
        }
        List<Network> matches = networks.values().stream()
                .filter(network -> !key.isEmpty() && network.id().value().startsWith(key))
                .toList();
        if (matches.size() > 1) {
            throw new EngineException.InvalidParameter(
                    "network " + key + " is ambiguous (" + matches.size() + " matches found based on ID prefix)");
        }
        if (matches.isEmpty()) {
            throw new EngineException.NotFound("network " + key + " not found");
        }
        return matches.getFirst();
    }

    /** By name. */
    public List<Network> list() {
        return networks.values().stream()
                .sorted(Comparator.comparing(Network::name))
                .toList();
    }

    /**
     * Reserves a place for a container that is about to run; none on host and none, which have no addresses.
     *
     * @param hardwareAddress empty for one that is made of the address
     */
    public Optional<Endpoint> join(Network network, String container, String hardwareAddress) {
        Optional<Endpoint> endpoint =
                Optional.ofNullable(pools.get(network.id())).map(pool -> allocate(network, pool, hardwareAddress));
        publish("connect", network, container);
        return endpoint;
    }

    private Endpoint allocate(Network network, IpamPool pool, String hardwareAddress) {
        Inet4Address address = pool.allocate();
        return new Endpoint(
                network.id(),
                ids.next(),
                DEFAULT_DEVICE,
                "eth0",
                address,
                DEFAULT_PREFIX_LENGTH,
                Addresses.parse(network.gateway()),
                hardwareAddress.isEmpty() ? Addresses.hardwareAddress(address) : hardwareAddress);
    }

    /** Takes up the place again of a container that outlived the server. */
    public void rejoin(Endpoint endpoint) {
        IpamPool pool = pools.get(endpoint.network());
        if (pool != null) {
            pool.reserve(endpoint.address());
        }
    }

    /** Gives up the places of a container that no longer runs. */
    public void leave(Network network, List<Endpoint> endpoints, String container) {
        for (Endpoint endpoint : endpoints) {
            IpamPool pool = pools.get(endpoint.network());
            if (pool != null) {
                pool.release(endpoint.address());
            }
        }
        publish("disconnect", network, container);
    }

    private void publish(String action, Network network, String container) {
        events.publish(
                EventType.NETWORK,
                action,
                network.id().value(),
                Map.of("container", container, "name", network.name(), "type", network.driver()));
    }
}
