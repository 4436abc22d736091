package dev.drydock.core.network;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.id.IdSource;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The places of containers on the networks of one engine, and the addresses that are given out for them. Its caller's lock keeps it. */
final class EndpointPlaces {
    private final IdSource ids;
    private final Map<NetworkId, AddressPools> pools = new ConcurrentHashMap<>();
    /** Ids of the endpoints on each network. */
    private final Map<NetworkId, Set<String>> active = new HashMap<>();

    EndpointPlaces(IdSource ids) {
        this.ids = ids;
    }

    /** A network with addresses is there from now on. */
    void open(NetworkId network, AddressPools given) {
        pools.put(network, given);
    }

    void forget(NetworkId network) {
        pools.remove(network);
        active.remove(network);
    }

    boolean isInUse(NetworkId network) {
        return !active.getOrDefault(network, Set.of()).isEmpty();
    }

    /** All pools of addresses. */
    Stream<AddressPools> all() {
        return pools.values().stream();
    }

    /** None on host and none, which have no addresses. */
    Optional<Endpoint> place(Network network, JoinRequest request) {
        if (network.isOverlay() && !network.settings().attachable()) {
            throw new EngineException.Forbidden("Could not attach to network " + network.name()
                    + ": rpc error: code = PermissionDenied desc = network " + network.name()
                    + " not manually attachable");
        }
        AddressPools from = pools.get(network.id());
        if (from == null) {
            return Optional.empty();
        }
        Inet4Address address = AddressPlan.IPV4.give(network, from.ipv4(), request.address());
        try {
            Endpoint endpoint = new Endpoint(
                    network.id(),
                    ids.next(),
                    network.bridge(),
                    request.device(),
                    address,
                    from.ipv4().subnet().prefixLength(),
                    Addresses.parse(network.gateway()),
                    hardwareAddress(network, address, request),
                    link(network),
                    from.ipv6().map(pool -> ipv6(network, pool, request)));
            active.computeIfAbsent(network.id(), _ -> new HashSet<>()).add(endpoint.endpointId());
            return Optional.of(endpoint);
        } catch (EngineException e) {
            from.ipv4().release(address);
            throw e;
        }
    }

    private static Endpoint.Ipv6Place ipv6(Network network, IpamPool<Inet6Address> pool, JoinRequest request) {
        return new Endpoint.Ipv6Place(
                AddressPlan.IPV6.give(network, pool, request.ipv6Address()),
                pool.subnet().prefixLength(),
                network.ipv6()
                        .flatMap(given -> Addresses.findIpv6(given.gateway()))
                        .orElseThrow());
    }

    private static String hardwareAddress(Network network, Inet4Address address, JoinRequest request) {
        if (network.subDevice()
                .filter(device -> device.kind() == SubDevice.Kind.IPVLAN)
                .isPresent()) {
            return "";
        }
        return request.macAddress().isEmpty() ? Addresses.hardwareAddress(address) : request.macAddress();
    }

    private static Endpoint.Link link(Network network) {
        Map<String, String> options = network.settings().options();
        return new Endpoint.Link(
                network.isClosed(), BridgeOptions.isIsolating(options), network.mtu(), network.subDevice());
    }

    /** Takes up the place again of a container that outlived the server. */
    void rejoin(Endpoint endpoint) {
        AddressPools from = pools.get(endpoint.network());
        if (from != null) {
            from.reserve(endpoint);
            active.computeIfAbsent(endpoint.network(), _ -> new HashSet<>()).add(endpoint.endpointId());
        }
    }

    /** Gives up the places of a container that is no longer on its networks. */
    void leave(List<Endpoint> endpoints) {
        for (Endpoint endpoint : endpoints) {
            AddressPools from = pools.get(endpoint.network());
            if (from != null
                    && active.getOrDefault(endpoint.network(), new HashSet<>()).remove(endpoint.endpointId())) {
                from.release(endpoint);
            }
        }
    }
}
