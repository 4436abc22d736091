package dev.drydock.core.container;

import dev.drydock.core.network.Networks;
import java.util.Optional;

/**
 * The part of a container's configuration that depends on the host: what is supported of Docker's {@code HostConfig}.
 *
 * @param networkMode {@code bridge}, {@code host}, {@code none} or {@code container:ID}
 * @param autoRemove remove the container when it ends ({@code --rm})
 */
public record HostConfig(
        String networkMode,
        boolean autoRemove,
        RestartPolicy restartPolicy,
        Security security,
        boolean readOnlyRoot,
        boolean init) {
    public static final HostConfig DEFAULT =
            new HostConfig("bridge", false, new RestartPolicy.No(), Security.DEFAULT, false, false);

    private static final String SHARED = "container:";

    /** Whether the container is in the lab host's own network namespace. */
    public boolean isHostNetwork() {
        return networkMode.equals("host");
    }

    /** The container whose network this one shares. */
    Optional<String> sharedNetworkOf() {
        return networkMode.startsWith(SHARED) ? Optional.of(networkMode.substring(SHARED.length())) : Optional.empty();
    }

    /** The network that it joins, when it does not share another container's. */
    String networkName() {
        return networkMode.isEmpty() || networkMode.equals("default") ? Networks.DEFAULT : networkMode;
    }
}
