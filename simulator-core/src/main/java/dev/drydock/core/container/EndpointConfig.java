package dev.drydock.core.container;

import dev.drydock.core.network.Network;
import java.util.List;

/**
 * How a container is to be on one network.
 *
 * @param network name or id, as it was asked for
 * @param aliases further names of the container there
 * @param address empty for any
 * @param ipv6Address of version 6; empty for any, or none
 * @param links {@code target:alias}: names of its own for other containers there
 * @param macAddress empty for one that is made of the address
 * @param gatewayPriority of several networks the one with the highest leads out
 */
public record EndpointConfig(
        String network,
        List<String> aliases,
        String address,
        String ipv6Address,
        List<String> links,
        String macAddress,
        int gatewayPriority) {
    private static final int SHORT_ID = 12;

    public EndpointConfig {
        aliases = List.copyOf(aliases);
        links = List.copyOf(links);
    }

    /** One without wishes. */
    public static EndpointConfig of(String network) {
        return new EndpointConfig(network, List.of(), "", "", List.of(), "", 0);
    }

    /** Whether it names this network, by its name or enough of its id. */
    public boolean isFor(Network known) {
        return network.equals(known.name())
                || (network.length() >= SHORT_ID && known.id().value().startsWith(network));
    }

    EndpointConfig on(String other) {
        return new EndpointConfig(other, aliases, address, ipv6Address, links, macAddress, gatewayPriority);
    }
}
