package dev.drydock.core.network;

import dev.drydock.core.error.EngineException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Chooses the addresses of one version of IP that a new network has. The sentences are dockerd's.
 *
 * @param version as it is written
 * @param ranges reads a range in CIDR form
 * @param addresses reads an address
 */
record AddressPlan<A extends InetAddress>(
        String version,
        Function<String, Optional<? extends AddressRange<A>>> ranges,
        Function<String, Optional<A>> addresses) {
    static final AddressPlan<Inet4Address> IPV4 = new AddressPlan<>("IPv4", Subnet::parse, Addresses::find);
    static final AddressPlan<Inet6Address> IPV6 = new AddressPlan<>("IPv6", Ipv6Subnet::parse, Addresses::findIpv6);

    /** The subnet, the gateway and a pool in which the gateway and what is kept for others are taken. */
    record Chosen<A extends InetAddress>(AddressRange<A> subnet, A gateway, IpamPool<A> pool) {}

    /** @param defaults of which one is taken where no subnet is asked for */
    Chosen<A> choose(IpamConfig asked, Stream<AddressRange<A>> defaults, Collection<AddressRange<A>> used) {
        AddressRange<A> subnet = asked.subnet().isEmpty() ? anyOf(defaults, used) : given(asked.subnet(), used);
        IpamPool<A> pool = new IpamPool<>(subnet, range(asked, subnet));
        A gateway = gateway(asked, pool);
        asked.auxiliaryAddresses().forEach((name, address) -> reserve(pool, name, address));
        return new Chosen<>(subnet, gateway, pool);
    }

    /** The pool again of a network that was made before. */
    IpamPool<A> poolOf(IpamConfig asked, String subnet, String gateway) {
        AddressRange<A> all = ranges.apply(subnet).orElseThrow();
        IpamPool<A> pool = new IpamPool<>(all, asked.ipRange().isEmpty() ? all : range(asked, all));
        pool.reserve(addresses.apply(gateway).orElseThrow());
        asked.auxiliaryAddresses()
                .values()
                .forEach(address -> pool.reserve(addresses.apply(address).orElseThrow()));
        return pool;
    }

    private AddressRange<A> anyOf(Stream<AddressRange<A>> defaults, Collection<AddressRange<A>> used) {
        return defaults.filter(pool -> used.stream().noneMatch(pool::overlaps))
                .findFirst()
                .orElseThrow(() -> new EngineException.NotFound("could not find an available, non-overlapping "
                        + version + " address pool among the defaults to assign to the network"));
    }

    private AddressRange<A> given(String text, Collection<AddressRange<A>> used) {
        AddressRange<A> subnet = ranges.apply(text)
                .orElseThrow(() -> new EngineException.InvalidParameter(
                        "Invalid subnet " + text + " : invalid CIDR address: " + text));
        if (used.stream().anyMatch(subnet::overlaps)) {
            throw new EngineException.Forbidden("Pool overlaps with other one on this address space");
        }
        return subnet;
    }

    private AddressRange<A> range(IpamConfig asked, AddressRange<A> subnet) {
        if (asked.ipRange().isEmpty()) {
            return subnet;
        }
        Optional<? extends AddressRange<A>> range = ranges.apply(asked.ipRange());
        if (range.isEmpty()
                || range.get().prefixLength() < subnet.prefixLength()
                || !range.get().overlaps(subnet)) {
            throw new EngineException.InvalidParameter("Invalid address pool");
        }
        return range.get();
    }

    private A gateway(IpamConfig asked, IpamPool<A> pool) {
        String given = asked.gateway();
        if (given.isEmpty()) {
            return pool.find()
                    .orElseThrow(() -> new EngineException.SystemFailure(
                            "failed to allocate gateway (): No available addresses on this pool"));
        }
        A gateway = addresses
                .apply(given)
                .filter(pool.subnet()::contains)
                .orElseThrow(() -> new EngineException.SystemFailure("failed to allocate gateway (" + given + "): "
                        + (addresses.apply(given).isEmpty()
                                ? "Invalid address"
                                : "Requested address is out of range")));
        if (!pool.take(gateway)) {
            throw new EngineException.SystemFailure(
                    "failed to allocate gateway (" + given + "): Address already in use");
        }
        return gateway;
    }

    private void reserve(IpamPool<A> pool, String name, String text) {
        Optional<A> address = addresses.apply(text);
        String failure = "failed to allocate secondary ip address (" + name + ":" + text + "): ";
        if (address.isEmpty() || !pool.subnet().contains(address.get())) {
            throw new EngineException.InvalidParameter(failure + "Requested address is out of range");
        }
        if (!pool.take(address.get())) {
            throw new EngineException.Forbidden(failure + "Address already in use");
        }
    }

    /**
     * An address for a container.
     *
     * @param asked the one that it asks for, which {@link #check} has found right; empty for any
     */
    A give(Network network, IpamPool<A> pool, String asked) {
        if (asked.isEmpty()) {
            return pool.find()
                    .orElseThrow(() -> new EngineException.Forbidden("no available " + version
                            + " addresses on this network's address pools: " + network.name() + " (" + network.id()
                            + ")"));
        }
        A address = addresses.apply(asked).orElseThrow();
        if (!pool.take(address)) {
            throw new EngineException.Forbidden("Address already in use");
        }
        return address;
    }

    /**
     * Refuses an address that a network of this kind cannot give to a container.
     *
     * @param subnet that the network has; empty for none of this version
     * @param isOwn whether the user chose it
     */
    void check(Network network, String subnet, boolean isOwn, String asked) {
        if (asked.isEmpty()) {
            return;
        }
        if (!network.isUserDefined()) {
            throw new EngineException.InvalidParameter(
                    "user specified IP address is supported on user defined networks only");
        }
        if (!isOwn) {
            throw new EngineException.InvalidParameter("user specified IP address is supported only when connecting to"
                    + " networks with user configured subnets");
        }
        Optional<? extends AddressRange<A>> range = ranges.apply(subnet);
        if (range.isEmpty()
                || addresses.apply(asked).filter(range.get()::contains).isEmpty()) {
            throw new EngineException.InvalidParameter(
                    "Invalid address " + asked + ": It does not belong to any of this network's subnets");
        }
    }

    static Map<String, String> eventDetails(Network network) {
        return Map.of("name", network.name(), "type", network.driver());
    }
}
