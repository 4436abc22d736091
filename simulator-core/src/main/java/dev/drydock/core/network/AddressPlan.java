package dev.drydock.core.network;

import dev.drydock.core.error.EngineException;
import java.net.Inet4Address;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Chooses the addresses of a new network. The sentences are dockerd's. */
final class AddressPlan {
    private static final int FIRST_OCTET = 172;
    private static final int SECOND_OCTETS_FROM = 17;
    private static final int SECOND_OCTETS_TO = 31;
    private static final int SMALL_POOLS = 16;
    private static final int LAST_OVERLAY = 255;
    private static final String NOT_ENOUGH = "could not find an available, non-overlapping IPv4 address pool among the"
            + " defaults to assign to the network";

    private AddressPlan() {}

    /** The subnet, the gateway and a pool in which the gateway and what is kept for others are taken. */
    record Chosen(Subnet subnet, Inet4Address gateway, IpamPool pool) {}

    static Chosen choose(IpamConfig asked, Collection<Subnet> used) {
        Subnet subnet = asked.subnet().isEmpty() ? anyOf(used) : given(asked.subnet(), used);
        IpamPool pool = new IpamPool(subnet, range(asked, subnet));
        Inet4Address gateway = gateway(asked, pool);
        asked.auxiliaryAddresses().forEach((name, address) -> reserve(pool, name, address));
        return new Chosen(subnet, gateway, pool);
    }

    /** The same for an overlay network, which is smaller, from other addresses. */
    static Chosen chooseForOverlay(IpamConfig asked, Collection<Subnet> used) {
        if (!asked.subnet().isEmpty()) {
            return choose(asked, used);
        }
        Subnet subnet = IntStream.rangeClosed(1, LAST_OVERLAY)
                .mapToObj(number -> Subnet.parse("10.0." + number + ".0/24"))
                .flatMap(Optional::stream)
                .filter(free -> used.stream().noneMatch(free::overlaps))
                .findFirst()
                .orElseThrow(() -> new EngineException.NotFound(NOT_ENOUGH));
        return choose(
                new IpamConfig(subnet.toString(), asked.ipRange(), asked.gateway(), asked.auxiliaryAddresses()), used);
    }

    /** The pool again of a network that was made before. */
    static IpamPool poolOf(Network network) {
        IpamConfig asked = network.settings().ipam();
        Subnet subnet = Subnet.parse(network.subnet()).orElseThrow();
        IpamPool pool = new IpamPool(subnet, Subnet.parse(asked.ipRange()).orElse(subnet));
        pool.reserve(Addresses.parse(network.gateway()));
        asked.auxiliaryAddresses().values().forEach(address -> pool.reserve(Addresses.parse(address)));
        return pool;
    }

    private static Subnet anyOf(Collection<Subnet> used) {
        Stream<Subnet> large = IntStream.rangeClosed(SECOND_OCTETS_FROM, SECOND_OCTETS_TO)
                .mapToObj(octet -> Subnet.parse(FIRST_OCTET + "." + octet + ".0.0/16"))
                .flatMap(Optional::stream);
        Stream<Subnet> small = IntStream.range(0, SMALL_POOLS)
                .mapToObj(number -> Subnet.parse("192.168." + number * SMALL_POOLS + ".0/20"))
                .flatMap(Optional::stream);
        return Stream.concat(large, small)
                .filter(pool -> used.stream().noneMatch(pool::overlaps))
                .findFirst()
                .orElseThrow(() -> new EngineException.NotFound(NOT_ENOUGH));
    }

    private static Subnet given(String text, Collection<Subnet> used) {
        Subnet subnet = Subnet.parse(text)
                .orElseThrow(() -> new EngineException.InvalidParameter(
                        "Invalid subnet " + text + " : invalid CIDR address: " + text));
        if (used.stream().anyMatch(subnet::overlaps)) {
            throw new EngineException.Forbidden("Pool overlaps with other one on this address space");
        }
        return subnet;
    }

    private static Subnet range(IpamConfig asked, Subnet subnet) {
        if (asked.ipRange().isEmpty()) {
            return subnet;
        }
        return Subnet.parse(asked.ipRange())
                .filter(range -> range.prefixLength() >= subnet.prefixLength() && range.overlaps(subnet))
                .orElseThrow(() -> new EngineException.InvalidParameter("Invalid address pool"));
    }

    private static Inet4Address gateway(IpamConfig asked, IpamPool pool) {
        String given = asked.gateway();
        if (given.isEmpty()) {
            return pool.find()
                    .orElseThrow(() -> new EngineException.SystemFailure(
                            "failed to allocate gateway (): No available addresses on this pool"));
        }
        Inet4Address gateway = Addresses.find(given)
                .filter(pool.subnet()::contains)
                .orElseThrow(() -> new EngineException.SystemFailure("failed to allocate gateway (" + given + "): "
                        + (Addresses.find(given).isEmpty() ? "Invalid address" : "Requested address is out of range")));
        if (!pool.take(gateway)) {
            throw new EngineException.SystemFailure(
                    "failed to allocate gateway (" + given + "): Address already in use");
        }
        return gateway;
    }

    private static void reserve(IpamPool pool, String name, String text) {
        Optional<Inet4Address> address = Addresses.find(text);
        String failure = "failed to allocate secondary ip address (" + name + ":" + text + "): ";
        if (address.isEmpty() || !pool.subnet().contains(address.get())) {
            throw new EngineException.InvalidParameter(failure + "Requested address is out of range");
        }
        if (!pool.take(address.get())) {
            throw new EngineException.Forbidden(failure + "Address already in use");
        }
    }

    /** What keeps a network of this kind from having the addresses that a container asks for. */
    static Inet4Address checkAsked(Network network, String text) {
        if (!network.isUserDefined()) {
            throw new EngineException.InvalidParameter(
                    "user specified IP address is supported on user defined networks only");
        }
        if (!network.hasOwnSubnet()) {
            throw new EngineException.InvalidParameter("user specified IP address is supported only when connecting to"
                    + " networks with user configured subnets");
        }
        return Addresses.find(text)
                .filter(address -> Subnet.parse(network.subnet()).orElseThrow().contains(address))
                .orElseThrow(() -> new EngineException.InvalidParameter(
                        "Invalid address " + text + ": It does not belong to any of this network's subnets"));
    }

    static Map<String, String> eventDetails(Network network) {
        return Map.of("name", network.name(), "type", network.driver());
    }
}
