package dev.drydock.core.container;

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
}
