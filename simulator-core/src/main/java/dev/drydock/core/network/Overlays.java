package dev.drydock.core.network;

import dev.drydock.core.error.EngineException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The overlay networks of one student. On whichever lab host one is made, all have it at once, with one pool of addresses and
 * one set of names; it goes when it is removed on any of them and no container is on it on any.
 */
public final class Overlays {
    static final String DRIVER = "overlay";
    /** The option that tells the network's number in VXLAN's header. */
    static final String VNI = "com.docker.network.driver.overlay.vxlanid_list";

    private static final int FIRST_VNI = 4097;
    private static final int VNIS = 1 << 24;

    private static final Logger LOG = LoggerFactory.getLogger(Overlays.class);

    private final NetworkStore store;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<NetworkId, Network> networks = new LinkedHashMap<>();
    private final Map<NetworkId, AddressPools> pools = new HashMap<>();
    private final List<Networks> hosts = new ArrayList<>();
    private boolean isLoaded;

    /** @param store of one of the student's lab hosts, among whose networks these are kept */
    public Overlays(NetworkStore store) {
        this.store = store;
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** A lab host that runs from now on gets what there is. */
    void join(Networks host) {
        locked(() -> {
            if (!isLoaded) {
                store.load().stream().filter(Network::isOverlay).forEach(network -> keep(network, network.pools()));
                isLoaded = true;
            }
            networks.values().forEach(network -> offer(host, network));
            hosts.add(host);
            tellOthers(host);
            return host;
        });
    }

    /** Their networks or those who share them have changed, of which their engines have no event. */
    private void tellOthers(Networks host) {
        hosts.stream().filter(each -> each != host).forEach(Networks::wakeReaders);
    }

    /** A lab host that was not there when the network was made may have another one of that name. */
    private void offer(Networks host, Network network) {
        try {
            host.adopt(network, pool(network.id()));
        } catch (EngineException.Conflict e) {
            LOG.warn("the overlay network {} is not on a lab host: {}", network.name(), e.getMessage());
        }
    }

    /** One that has ended and is not known to have ended comes in line when it starts again. */
    private void forEachHost(Consumer<Networks> work) {
        for (Networks host : hosts) {
            try {
                work.accept(host);
            } catch (EngineException.Unavailable e) {
                LOG.info("a lab host goes without a change of overlay networks: {}", e.getMessage());
            }
        }
    }

    private void keep(Network network, AddressPools pool) {
        networks.put(network.id(), network);
        pools.put(network.id(), pool);
    }

    private AddressPools pool(NetworkId id) {
        return Objects.requireNonNull(pools.get(id));
    }

    /** What runs there goes on; nobody asks it any more. */
    void leave(Networks host) {
        locked(() -> {
            hosts.remove(host);
            tellOthers(host);
            if (hosts.isEmpty()) {
                // The store may be gone before the next one comes.
                networks.clear();
                pools.clear();
                isLoaded = false;
            }
            return host;
        });
    }

    /**
     * Makes a network on all lab hosts that run, or on none.
     *
     * @param maker of the network, told its addresses and number
     */
    Network create(NetworkSpec spec, Function<Plan, Network> maker) {
        return locked(() -> {
            hosts.forEach(host -> host.requireFree(spec.name()));
            IpamConfig ipam = spec.ipv4();
            AddressPlan.Chosen<Inet4Address> chosen = AddressPlan.IPV4.choose(
                    ipam,
                    DefaultPools.overlay(),
                    hosts.stream().flatMap(Networks::subnets).distinct().toList());
            AddressPools opened = AddressPools.of(chosen.pool());
            Network network = maker.apply(new Plan(ipam, chosen, number(spec)));
            keep(network, opened);
            try {
                store.save(network);
                forEachHost(host -> host.adopt(network, opened));
                hosts.forEach(Networks::wakeReaders);
                return network;
            } catch (EngineException e) {
                forget(network);
                throw e;
            }
        });
    }

    /** How a network is to be. */
    record Plan(IpamConfig ipam, AddressPlan.Chosen<Inet4Address> chosen, int number) {}

    private int number(NetworkSpec spec) {
        List<Integer> taken = networks.values().stream().map(Network::vni).toList();
        String asked = spec.options().getOrDefault(VNI, "");
        if (asked.isEmpty()) {
            int number = FIRST_VNI;
            while (taken.contains(number)) {
                number++;
            }
            return number;
        }
        if (!asked.matches("[0-9]{1,8}") || Integer.parseInt(asked) == 0 || Integer.parseInt(asked) >= VNIS) {
            throw new EngineException.InvalidParameter("invalid vxlan id value " + asked + " passed");
        }
        if (taken.contains(Integer.parseInt(asked))) {
            throw new EngineException.Forbidden("vxlan id " + asked + " is in use by another network");
        }
        return Integer.parseInt(asked);
    }

    /** Removes a network from all lab hosts. */
    void remove(Network network) {
        locked(() -> {
            if (hosts.stream().anyMatch(host -> host.isInUse(network.id()))) {
                throw Networks.inUse(network);
            }
            forget(network);
            return network;
        });
    }

    private void forget(Network network) {
        forEachHost(host -> host.forget(network));
        store.delete(network.id());
        networks.remove(network.id());
        pools.remove(network.id());
        hosts.forEach(Networks::wakeReaders);
    }

    /** What carries a network, as far as the student's lab hosts run. */
    OverlayNetwork carrier(Network network) {
        return locked(() -> new OverlayNetwork(
                network.id(),
                network.carrier(),
                hosts.stream()
                        .filter(host -> host.byId(network.id()).isPresent())
                        .map(Networks::tunnelEndpoint)
                        .sorted(Comparator.comparingInt(TunnelEndpoint::host))
                        .toList()));
    }

    /** Who is on a network on the student's other lab hosts. */
    public List<NamedPlace> elsewhere(Networks here, NetworkId network) {
        List<Networks> others =
                locked(() -> hosts.stream().filter(host -> host != here).toList());
        return others.stream().flatMap(host -> host.places(network)).toList();
    }

    /**
     * Somebody on a network.
     *
     * @param name of the container
     * @param names by which it is found there, the name among them
     */
    public record NamedPlace(Network network, String name, List<String> names, List<InetAddress> addresses) {
        public NamedPlace {
            names = List.copyOf(names);
            addresses = List.copyOf(addresses);
        }
    }

    /** Tells who is on a network of one lab host. */
    public interface Directory {
        Directory EMPTY = _ -> Stream.empty();

        Stream<NamedPlace> places(NetworkId network);
    }

    /**
     * A lab host's part in them.
     *
     * @param here where the other lab hosts find it
     */
    public record Member(Overlays overlays, TunnelEndpoint here) {
        private static final TunnelEndpoint NOBODY_ELSE = new TunnelEndpoint(1, Addresses.parse("127.0.0.1"));

        /** That of a student's only lab host. */
        public static Member alone(NetworkStore store) {
            return new Member(new Overlays(store), NOBODY_ELSE);
        }
    }
}
