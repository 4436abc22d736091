package dev.drydock.core.container;

import dev.drydock.core.network.DefaultRoutes;
import dev.drydock.core.network.Endpoint;
import java.util.List;

/**
 * What becomes of the network of a running container.
 *
 * @param removed places that it gives up
 * @param added places that it gets
 * @param defaultRoutes as they are afterwards
 * @param hasNames whether it asks the engine for names afterwards
 * @param hosts lines for {@code /etc/hosts}, without a final line break
 * @param resolver lines for {@code /etc/resolv.conf}, without a final line break; empty to leave it as it is
 */
public record NetworkChange(
        ContainerId container,
        List<Endpoint> removed,
        List<Endpoint> added,
        DefaultRoutes defaultRoutes,
        boolean hasNames,
        String hosts,
        String resolver) {
    public NetworkChange {
        removed = List.copyOf(removed);
        added = List.copyOf(added);
    }
}
