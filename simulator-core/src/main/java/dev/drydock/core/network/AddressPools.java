package dev.drydock.core.network;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.util.Optional;

/** Where the addresses of one network come from. */
record AddressPools(IpamPool<Inet4Address> ipv4, Optional<IpamPool<Inet6Address>> ipv6) {
    static AddressPools of(IpamPool<Inet4Address> ipv4) {
        return new AddressPools(ipv4, Optional.empty());
    }

    void reserve(Endpoint endpoint) {
        ipv4.reserve(endpoint.address());
        endpoint.ipv6().ifPresent(place -> ipv6.ifPresent(pool -> pool.reserve(place.address())));
    }

    void release(Endpoint endpoint) {
        ipv4.release(endpoint.address());
        endpoint.ipv6().ifPresent(place -> ipv6.ifPresent(pool -> pool.release(place.address())));
    }
}
