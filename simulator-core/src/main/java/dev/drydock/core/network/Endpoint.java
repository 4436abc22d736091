package dev.drydock.core.network;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A container's place on a network.
 *
 * @param endpointId 64 hexadecimal digits
 * @param bridge name of the bridge device on the lab host, or of the device that this one is part of
 * @param device name of the device inside the container, such as {@code eth0}
 * @param prefixLength of the network's subnet
 * @param gateway the bridge's address
 * @param macAddress six bytes in hexadecimal, separated by colons; empty for that of the device it is part of
 * @param link how the network treats it
 * @param ipv6 its address of version 6, where the network has such
 */
public record Endpoint(
        NetworkId network,
        String endpointId,
        String bridge,
        String device,
        Inet4Address address,
        int prefixLength,
        Inet4Address gateway,
        String macAddress,
        Link link,
        Optional<Ipv6Place> ipv6) {
    private static final int SHORT_ID = 7;

    /** One of an ordinary network. */
    @SuppressWarnings("ParameterNumber") // as the record itself
    public Endpoint(
            NetworkId network,
            String endpointId,
            String bridge,
            String device,
            Inet4Address address,
            int prefixLength,
            Inet4Address gateway,
            String macAddress) {
        this(
                network,
                endpointId,
                bridge,
                device,
                address,
                prefixLength,
                gateway,
                macAddress,
                Link.ORDINARY,
                Optional.empty());
    }

    /** @param gateway the bridge's address */
    public record Ipv6Place(Inet6Address address, int prefixLength, Inet6Address gateway) {}

    /**
     * @param internal no way leads out of the network
     * @param isolated reaches the bridge, and no other container on it
     * @param mtu largest packet in bytes, 0 for the kernel's default
     * @param sub what its device is in place of one end of a veth pair
     */
    public record Link(boolean internal, boolean isolated, int mtu, Optional<SubDevice> sub) {
        public static final Link ORDINARY = new Link(false, false, 0);

        /** That of a port of a bridge. */
        public Link(boolean internal, boolean isolated, int mtu) {
            this(internal, isolated, mtu, Optional.empty());
        }
    }

    /** All of its addresses, that of version 4 first. */
    public Stream<InetAddress> addresses() {
        return Stream.concat(Stream.of(address), ipv6.map(Ipv6Place::address).stream());
    }

    /** Whether ports of the lab host can lead to it, and the lab host itself can be reached: through a bridge. */
    public boolean isOnBridge() {
        return link.sub().isEmpty();
    }

    /** Name of the other end of its veth pair, which is a port of the bridge; or of the device that it is part of. */
    public String hostDevice() {
        return !isOnBridge() ? bridge : "veth" + endpointId.substring(0, SHORT_ID);
    }
}
