package dev.drydock.core.network;

import java.util.Map;

/**
 * How a network is to give addresses, as it was asked for; empty parts are chosen.
 *
 * @param subnet in CIDR form
 * @param ipRange in CIDR form: the part of the subnet that containers get addresses of
 * @param gateway address of the bridge
 * @param auxiliaryAddresses that containers do not get, by what they are for
 */
public record IpamConfig(String subnet, String ipRange, String gateway, Map<String, String> auxiliaryAddresses) {
    public static final IpamConfig NONE = new IpamConfig("", "", "", Map.of());

    public IpamConfig {
        auxiliaryAddresses = Map.copyOf(auxiliaryAddresses);
    }

    /** Whether its subnet is of version 6. */
    boolean isIpv6() {
        return subnet.indexOf(':') >= 0;
    }
}
