package dev.drydock.core.network;

import java.net.Inet4Address;

/**
 * A container's place on a bridge network.
 *
 * @param endpointId 64 hexadecimal digits
 * @param bridge name of the bridge device on the lab host
 * @param device name of the device inside the container, such as {@code eth0}
 * @param prefixLength of the network's subnet
 * @param gateway the bridge's address
 * @param macAddress six bytes in hexadecimal, separated by colons
 * @param link how the network treats it
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
        Link link) {
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
        this(network, endpointId, bridge, device, address, prefixLength, gateway, macAddress, Link.ORDINARY);
    }

    /**
     * @param internal no way leads out of the network
     * @param isolated reaches the bridge, and no other container on it
     * @param mtu largest packet in bytes, 0 for the kernel's default
     */
    public record Link(boolean internal, boolean isolated, int mtu) {
        public static final Link ORDINARY = new Link(false, false, 0);
    }

    /** Name of the other end of its veth pair, which is a port of the bridge. */
    public String hostDevice() {
        return "veth" + endpointId.substring(0, SHORT_ID);
    }
}
