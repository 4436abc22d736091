package dev.drydock.core.network;

import java.util.List;

/**
 * What carries an overlay network.
 *
 * @param endpoints of the lab hosts that run and have the network, by number
 */
public record OverlayNetwork(NetworkId network, Vxlan vxlan, List<TunnelEndpoint> endpoints) {
    public OverlayNetwork {
        endpoints = List.copyOf(endpoints);
    }
}
