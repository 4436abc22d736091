package dev.drydock.core.network;

/**
 * What a container wants of a network that it joins.
 *
 * @param container id of it
 * @param device name of the device that it gets
 * @param address empty for any
 * @param ipv6Address empty for any; empty for networks without such
 * @param macAddress empty for one that is made of the address
 */
public record JoinRequest(String container, String device, String address, String ipv6Address, String macAddress) {}
