package dev.drydock.core.network;

import java.net.Inet4Address;

/**
 * A lab host as those of the same student reach it with VXLAN's packets (the VTEP of RFC 7348).
 *
 * @param host number of the lab host among those of its student, from 1
 * @param address on the network between them
 */
public record TunnelEndpoint(int host, Inet4Address address) {}
