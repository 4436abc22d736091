package dev.drydock.core.container;

import dev.drydock.core.network.Endpoint;
import java.net.Inet4Address;
import java.util.List;
import java.util.Optional;

/** The network namespace that a container gets. */
public sealed interface NetworkSandbox {
    /**
     * A namespace of its own with a loopback device and these endpoints; none of them for {@code --network none}.
     *
     * @param defaultRoute where everything goes that is on none of the networks; empty for nowhere
     * @param hasNames whether it asks the engine for names, at 127.0.0.11
     */
    record Own(List<Endpoint> endpoints, Optional<Inet4Address> defaultRoute, boolean hasNames)
            implements NetworkSandbox {
        public Own {
            endpoints = List.copyOf(endpoints);
        }
    }

    /** The lab host's own namespace. */
    record Host() implements NetworkSandbox {}

    /** The namespace of another, running container. */
    record Shared(ContainerId container) implements NetworkSandbox {}
}
