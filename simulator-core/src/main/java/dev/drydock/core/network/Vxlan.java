package dev.drydock.core.network;

/**
 * What carries a bridge's frames to the student's other lab hosts (RFC 7348).
 *
 * @param vni number of the network in its header, 24 bits
 * @param device name of the device on the lab host, a port of the bridge
 */
public record Vxlan(int vni, String device) {}
