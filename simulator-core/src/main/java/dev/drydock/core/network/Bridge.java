package dev.drydock.core.network;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.util.Optional;

/**
 * A bridge device of a lab host.
 *
 * @param gateway its own address
 * @param subnet what is behind it
 * @param ipv6 its address of version 6, where it has one
 * @param internal nothing that comes from it is passed on
 * @param mtu largest packet in bytes, 0 for the kernel's default
 * @param vxlan of one that reaches to other lab hosts; the lab host itself has no address on it then
 */
public record Bridge(
        String name,
        Inet4Address gateway,
        Subnet subnet,
        Optional<Ipv6> ipv6,
        boolean internal,
        int mtu,
        Optional<Vxlan> vxlan) {
    /** What it has of version 6. */
    public record Ipv6(Inet6Address gateway, int prefixLength) {}

    /** That of a network with addresses. */
    static Bridge of(Network network) {
        return new Bridge(
                network.bridge(),
                Addresses.parse(network.gateway()),
                Subnet.parse(network.subnet()).orElseThrow(),
                network.ipv6()
                        .map(given -> new Ipv6(
                                Addresses.findIpv6(given.gateway()).orElseThrow(),
                                Ipv6Subnet.parse(given.subnet()).orElseThrow().prefixLength())),
                network.settings().internal(),
                network.mtu(),
                network.isOverlay() ? Optional.of(network.carrier()) : Optional.empty());
    }
}
