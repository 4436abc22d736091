package dev.drydock.core.container;

import dev.drydock.core.network.DefaultRoutes;
import dev.drydock.core.network.Endpoint;
import java.util.List;

/** The network namespace that a container gets. */
public sealed interface NetworkSandbox {
    /**
     * A namespace of its own with a loopback device and these endpoints; none of them for {@code --network none}.
     *
     * @param hasNames whether it asks the engine for names, at 127.0.0.11
     */
    record Own(List<Endpoint> endpoints, DefaultRoutes defaultRoutes, boolean hasNames) implements NetworkSandbox {
        public Own {
            endpoints = List.copyOf(endpoints);
        }
    }

    /** The lab host's own namespace. */
    record Host() implements NetworkSandbox {}

    /** The namespace of another, running container. */
    record Shared(ContainerId container) implements NetworkSandbox {}
}
