package dev.drydock.core.network;

import java.net.Inet4Address;

/**
 * A container's place on a bridge network.
 *
 * @param endpointId 64 hexadecimal digits
 * @param bridge name of the bridge device on the lab host
 * @param device name of the device inside the container, such as {@code eth0}
 * @param prefixLength of the network's subnet
 * @param macAddress six bytes in hexadecimal, separated by colons
 */
public record Endpoint(
        NetworkId network,
        String endpointId,
        String bridge,
        String device,
        Inet4Address address,
        int prefixLength,
        Inet4Address gateway,
        String macAddress) {}
