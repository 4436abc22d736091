package dev.drydock.core.network;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.event.EventLog;
import dev.drydock.core.event.EventType;
import dev.drydock.core.filter.PruneFilter;
import dev.drydock.core.id.IdSource;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The networks of one engine: Docker's predefined {@code bridge}, {@code host} and {@code none}, and the bridges that users
 * make. A {@code key} is a name, a full id or an unambiguous prefix of one.
 */
public final class Networks {
    /** Name of the network that containers join when they ask for none. */
    public static final String DEFAULT = "bridge";

    static final String BRIDGE_DRIVER = "bridge";
    static final String DEFAULT_DEVICE = "docker0";
    private static final List<String> PREDEFINED = List.of(DEFAULT, "host", "none");
    private static final Set<String> RESERVED = Set.of(DEFAULT, "host", "none", "default");
    private static final String DEFAULT_SUBNET = "172.17.0.0/16";
    private static final String DEFAULT_GATEWAY = "172.17.0.1";

    /** Each costs the machine something even when nobody is on it. */
    private static final int LIMIT = 128;

    private final NetworkStore store;
    private final NetworkDriver driver;
    private final EventLog events;
    private final IdSource ids;
    private final InstantSource clock;
    private final NetworkDevices devices;
    private final PortAllocator ports = new PortAllocator();
    private final Overlays.Member overlays;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Overlays.Directory directory = Overlays.Directory.EMPTY;
    private final Map<NetworkId, Network> networks = new ConcurrentHashMap<>();
    private final EndpointPlaces places;

    private Networks(NetworkStore store, NetworkDriver driver, Overlays.Member overlays, Sources sources) {
        this.store = store;
        this.driver = driver;
        this.devices = new NetworkDevices(driver);
        this.overlays = overlays;
        this.events = sources.events();
        this.ids = sources.ids();
        this.clock = sources.clock();
        this.places = new EndpointPlaces(ids);
    }

    /** Where events go, ids come from, and the time. */
    public record Sources(EventLog events, IdSource ids, InstantSource clock) {}

    /** Of a student's only lab host. */
    public static Networks open(
            NetworkStore store, NetworkDriver driver, EventLog events, IdSource ids, InstantSource clock) {
        return open(store, driver, Overlays.Member.alone(store), new Sources(events, ids, clock));
    }

    /** Loads the networks, adds predefined ones that are missing and makes the bridges real. */
    public static Networks open(NetworkStore store, NetworkDriver driver, Overlays.Member overlays, Sources sources) {
        Networks result = new Networks(store, driver, overlays, sources);
        store.load().stream()
                .filter(network -> !network.isOverlay())
                .forEach(network -> result.networks.put(network.id(), network));
        for (String name : PREDEFINED) {
            if (result.named(name).isEmpty()) {
                Network network = result.predefined(name);
                store.save(network);
                result.networks.put(network.id(), network);
            }
        }
        result.networks.values().forEach(result::setUp);
        overlays.overlays().join(result);
        return result;
    }

    /** The student's other lab hosts do without this one from now on. */
    public void close() {
        overlays.overlays().leave(this);
    }

    /** @param given tells who is on the networks here */
    public void nameBy(Overlays.Directory given) {
        directory = given;
    }

    Stream<Overlays.NamedPlace> places(NetworkId network) {
        return directory.places(network);
    }

    /** Who is on an overlay network on the student's other lab hosts. */
    public List<Overlays.NamedPlace> elsewhere(NetworkId network) {
        return overlays.overlays().elsewhere(this, network);
    }

    /** What carries the overlay networks, in the order of their names. */
    public List<OverlayNetwork> overlays() {
        return list().stream()
                .filter(Network::isOverlay)
                .map(overlays.overlays()::carrier)
                .toList();
    }

    TunnelEndpoint tunnelEndpoint() {
        return overlays.here();
    }

    /** Something is not as it was, and no event says so. */
    void wakeReaders() {
        events.wake();
    }

    /** Gets an overlay network. */
    void adopt(Network network, AddressPools pools) {
        locked(() -> {
            requireFree(network.name());
            driver.createBridge(Bridge.of(network));
            places.open(network.id(), pools);
            return networks.put(network.id(), network);
        });
    }

    /** Loses an overlay network, if it has it. */
    void forget(Network network) {
        locked(() -> {
            if (networks.containsKey(network.id())) {
                driver.removeBridge(Bridge.of(network));
            }
            places.forget(network.id());
            return networks.remove(network.id());
        });
    }

    boolean isInUse(NetworkId network) {
        return locked(() -> places.isInUse(network));
    }

    Stream<AddressRange<Inet4Address>> subnets() {
        return places.all().map(pools -> pools.ipv4().subnet());
    }

    void requireFree(String name) {
        if (named(name).isPresent()) {
            throw new EngineException.Conflict("network with name " + name + " already exists");
        }
    }

    /** Whether Docker makes the network of this name by itself. */
    public static boolean isPredefined(String name) {
        return PREDEFINED.contains(name);
    }

    private Network predefined(String name) {
        NetworkId id = new NetworkId(ids.next());
        return switch (name) {
            case DEFAULT -> new Network(id, name, BRIDGE_DRIVER, clock.instant(), DEFAULT_SUBNET, DEFAULT_GATEWAY);
            case "none" -> new Network(id, name, "null", clock.instant(), "", "");
            default -> new Network(id, name, name, clock.instant(), "", "");
        };
    }

    private void setUp(Network network) {
        if (network.isBridge()) {
            places.open(network.id(), network.pools());
            driver.createBridge(Bridge.of(network));
        } else if (network.subDevice().isPresent()) {
            places.open(network.id(), network.pools());
            devices.setUp(network);
        }
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** Makes a bridge network, or an overlay network on all lab hosts of the student. */
    public Network create(NetworkSpec spec) {
        Network made = spec.driver().equals(Overlays.DRIVER) ? makeOverlay(spec) : locked(() -> make(spec));
        events.publish(EventType.NETWORK, "create", made.id().value(), AddressPlan.eventDetails(made));
        return made;
    }

    private Network make(NetworkSpec spec) {
        check(spec);
        IpamConfig ipam = spec.ipv4();
        AddressPlan.Chosen<Inet4Address> chosen =
                AddressPlan.IPV4.choose(ipam, DefaultPools.ipv4(), subnets().toList());
        Optional<AddressPlan.Chosen<Inet6Address>> six = spec.ipv6().map(this::chooseIpv6);
        Network network = new Network(
                new NetworkId(ids.next()),
                spec.name(),
                spec.driver().isEmpty() ? BRIDGE_DRIVER : spec.driver(),
                clock.instant(),
                chosen.subnet().toString(),
                chosen.gateway().getHostAddress(),
                six.map(plan -> new Network.Ipv6(
                        spec.ipv6().orElseThrow(), plan.subnet().toString(), Addresses.text(plan.gateway()))),
                new Network.Settings(ipam, spec.internal(), spec.attachable(), spec.options(), spec.labels()));
        store.save(network);
        try {
            devices.create(network);
        } catch (EngineException e) {
            store.delete(network.id());
            throw e;
        }
        places.open(network.id(), new AddressPools(chosen.pool(), six.map(AddressPlan.Chosen::pool)));
        networks.put(network.id(), network);
        return network;
    }

    private AddressPlan.Chosen<Inet6Address> chooseIpv6(IpamConfig asked) {
        return AddressPlan.IPV6.choose(
                asked,
                DefaultPools.ipv6(find(DEFAULT).id().value()),
                places.all()
                        .flatMap(pools -> pools.ipv6().stream())
                        .map(IpamPool::subnet)
                        .toList());
    }

    /** Not under the lock: other lab hosts may be doing the same. */
    private Network makeOverlay(NetworkSpec spec) {
        locked(() -> {
            check(spec);
            return spec;
        });
        return overlays.overlays().create(spec, plan -> {
            Map<String, String> options = new HashMap<>(spec.options());
            options.put(Overlays.VNI, Integer.toString(plan.number()));
            return new Network(
                    new NetworkId(ids.next()),
                    spec.name(),
                    Overlays.DRIVER,
                    clock.instant(),
                    plan.chosen().subnet().toString(),
                    plan.chosen().gateway().getHostAddress(),
                    Optional.empty(),
                    new Network.Settings(plan.ipam(), spec.internal(), spec.attachable(), options, spec.labels()));
        });
    }

    private void check(NetworkSpec spec) {
        String name = spec.name();
        if (RESERVED.contains(name)) {
            throw new EngineException.Forbidden("operation is not permitted on predefined " + name + " network");
        }
        if (name.isBlank() || name.chars().anyMatch(Character::isISOControl) || name.length() > 255) {
            throw new EngineException.InvalidParameter("invalid network name: \"" + name + "\"");
        }
        requireFree(name);
        checkDriver(spec);
        String device = spec.options().getOrDefault(BridgeOptions.NAME, "");
        if (!device.isEmpty()
                && networks.values().stream()
                        .anyMatch(one -> one.isBridge() && one.bridge().equals(device))) {
            throw new EngineException.Conflict("bridge " + device + " is already in use by another network");
        }
        if (networks.size() >= LIMIT) {
            throw new EngineException.Conflict("this lab host has " + LIMIT
                    + " networks, and may not have more: remove some (docker network prune)");
        }
    }

    private static void checkDriver(NetworkSpec spec) {
        String driver = spec.driver();
        switch (driver) {
            case "", BRIDGE_DRIVER, Overlays.DRIVER -> BridgeOptions.check(spec.options());
            case "host", "null" ->
                throw new EngineException.Forbidden("only one instance of \"" + driver + "\" network is allowed");
            default -> {
                if (ParentOptions.subDevice(driver, spec.options()).isEmpty()) {
                    throw new EngineException.NotFound("plugin \"" + driver + "\" not found");
                }
                BridgeOptions.check(spec.options());
            }
        }
        if (spec.hasSeveralPools()) {
            throw new EngineException.InvalidParameter(
                    (driver.isEmpty() ? BRIDGE_DRIVER : driver) + " driver doesn't support multiple subnets");
        }
        if (spec.hasIpv6() && driver.equals(Overlays.DRIVER)) {
            throw new EngineException.NotImplemented("--ipv6 is not supported by this engine on overlay networks");
        }
    }

    /** Removes a network that no container is on. */
    public void remove(String key) {
        Network network = find(key);
        if (!network.isUserDefined()) {
            throw new EngineException.Forbidden(network.name() + " is a pre-defined network and cannot be removed");
        }
        if (network.isOverlay()) {
            overlays.overlays().remove(network);
        } else {
            locked(() -> {
                if (isInUse(network.id())) {
                    throw inUse(network);
                }
                destroy(network);
                return network;
            });
        }
        events.publish(EventType.NETWORK, "destroy", network.id().value(), AddressPlan.eventDetails(network));
    }

    static EngineException inUse(Network network) {
        return new EngineException.Forbidden("error while removing network: network " + network.name() + " id "
                + network.id() + " has active endpoints");
    }

    private void destroy(Network network) {
        devices.remove(network, networks.values());
        store.delete(network.id());
        networks.remove(network.id());
        places.forget(network.id());
    }

    /** Removes those of users that no container is on, and tells their names. */
    public List<String> prune(PruneFilter filter) {
        List<String> removed = new ArrayList<>();
        for (Network network : list()) {
            if (network.isUserDefined() && filter.matches(network.settings().labels(), network.createdAt())) {
                removeUnused(network).ifPresent(removed::add);
            }
        }
        return removed;
    }

    private Optional<String> removeUnused(Network network) {
        try {
            remove(network.id().value());
            return Optional.of(network.name());
        } catch (EngineException.Forbidden | EngineException.NotFound e) {
            // Somebody is on it, or has removed it just now.
            return Optional.empty();
        }
    }

    private Optional<Network> named(String name) {
        return networks.values().stream()
                .filter(network -> network.name().equals(name))
                .findFirst();
    }

    /** {@code NotFound("network key not found")} for an unknown one. */
    public Network find(String key) {
        Optional<Network> exact = networks.values().stream()
                .filter(network -> network.id().value().equals(key))
                .findFirst()
                .or(() -> named(key));
        if (exact.isPresent()) {
            return exact.get();
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

    /** The lab host's ports that lead to containers. */
    public PortAllocator ports() {
        return ports;
    }

    public Optional<Network> byId(NetworkId id) {
        return Optional.ofNullable(networks.get(id));
    }

    /** By name. */
    public List<Network> list() {
        return networks.values().stream()
                .sorted(Comparator.comparing(Network::name))
                .toList();
    }

    /** Reserves a place for a container that is about to run; none on host and none, which have no addresses. */
    public Optional<Endpoint> join(Network network, JoinRequest request) {
        Optional<Endpoint> endpoint = locked(() -> {
            network.check(request.address(), request.ipv6Address());
            if (!networks.containsKey(network.id())) {
                throw new EngineException.NotFound("network " + network.id() + " not found");
            }
            return places.place(network, request);
        });
        publish("connect", network, request.container());
        return endpoint;
    }

    /** Takes up the place again of a container that outlived the server. */
    public void rejoin(Endpoint endpoint) {
        locked(() -> {
            places.rejoin(endpoint);
            return endpoint;
        });
    }

    /** Gives up the places of a container that is no longer on a network. */
    public void leave(Network network, List<Endpoint> endpoints, String container) {
        locked(() -> {
            places.leave(endpoints);
            return endpoints;
        });
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
