package dev.drydock.core.container;

import dev.drydock.core.image.ImageId;
import dev.drydock.core.network.Endpoint;
import dev.drydock.core.network.PublishedPort;
import dev.drydock.core.volume.BindMount;
import dev.drydock.core.volume.Mount;
import dev.drydock.core.volume.TmpfsMount;
import dev.drydock.core.volume.VolumeMount;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A container at one moment.
 *
 * @param name without Docker's leading slash
 * @param networks how it is to be on which networks; none while it shares those of another container
 * @param endpoints its places on networks; addresses are those of the present or last run
 * @param ports of the lab host that lead to it, in the present or last run
 * @param mounts by destination, without what {@code --tmpfs} asks for
 * @param health empty without a health check, or before the first start
 */
public record Container(
        ContainerId id,
        String name,
        Instant createdAt,
        ImageId imageId,
        ContainerConfig config,
        HostConfig hostConfig,
        ContainerState state,
        int restartCount,
        List<EndpointConfig> networks,
        List<Endpoint> endpoints,
        List<PublishedPort> ports,
        Optional<Health> health,
        List<Mount> mounts) {
    public Container {
        networks = List.copyOf(networks);
        endpoints = List.copyOf(endpoints);
        ports = List.copyOf(ports);
        mounts = List.copyOf(mounts);
    }

    /** One of whose health nothing is known, without mounts. */
    @SuppressWarnings("ParameterNumber") // as the record itself
    public Container(
            ContainerId id,
            String name,
            Instant createdAt,
            ImageId imageId,
            ContainerConfig config,
            HostConfig hostConfig,
            ContainerState state,
            int restartCount,
            List<Endpoint> endpoints) {
        this(
                id,
                name,
                createdAt,
                imageId,
                config,
                hostConfig,
                state,
                restartCount,
                hostConfig.networks(),
                endpoints,
                List.of(),
                Optional.empty(),
                List.of());
    }

    /** When the present run began. */
    Optional<Instant> startedAt() {
        return switch (state) {
            case ContainerState.Running running -> Optional.of(running.startedAt());
            case ContainerState.Paused paused -> Optional.of(paused.startedAt());
            case ContainerState.Created _,
                    ContainerState.Restarting _,
                    ContainerState.Removing _,
                    ContainerState.Exited _,
                    ContainerState.Dead _ -> Optional.empty();
        };
    }

    /** Whether PID 1 exists, frozen or not. */
    public boolean isRunning() {
        return state instanceof ContainerState.Running || state instanceof ContainerState.Paused;
    }

    /** What it exposes on networks at present: nothing while it does not run or is on no bridge. */
    public List<String> openPorts() {
        if (!isRunning() || endpoints.stream().noneMatch(Endpoint::isOnBridge)) {
            return List.of();
        }
        return Stream.concat(config.exposedPorts().stream(), ports.stream().map(PublishedPort::containerPort))
                .distinct()
                .sorted()
                .toList();
    }

    /** The volumes among its mounts. */
    public List<VolumeMount> volumes() {
        return mounts.stream()
                .filter(mount -> mount instanceof VolumeMount)
                .map(mount -> (VolumeMount) mount)
                .toList();
    }

    /** Whether something of this name, source or destination is mounted in it, as {@code docker ps --filter volume} asks. */
    boolean hasMount(String value) {
        return mounts.stream()
                .anyMatch(mount -> mount.destination().equals(value)
                        || switch (mount) {
                            case BindMount bind -> bind.source().equals(value);
                            case VolumeMount volume -> volume.volume().value().equals(value);
                            case TmpfsMount _ -> value.isEmpty();
                        });
    }

    Container withState(ContainerState next) {
        return with(name, hostConfig, next, restartCount, health);
    }

    Container withHostConfig(HostConfig next) {
        return with(name, next, state, restartCount, health);
    }

    Container withName(String next) {
        return with(next, hostConfig, state, restartCount, health);
    }

    Container withRestartCount(int next) {
        return with(name, hostConfig, state, next, health);
    }

    Container withHealth(Health next) {
        return with(name, hostConfig, state, restartCount, Optional.of(next));
    }

    private Container with(
            String newName, HostConfig host, ContainerState newState, int restarts, Optional<Health> newHealth) {
        return new Container(
                id, newName, createdAt, imageId, config, host, newState, restarts, networks, endpoints, ports,
                newHealth, mounts);
    }

    Container withNetworks(List<EndpointConfig> wanted, List<Endpoint> places) {
        return withPlaces(wanted, places, ports);
    }

    Container withEndpoints(List<Endpoint> next) {
        return withPlaces(networks, next, ports);
    }

    Container withPorts(List<PublishedPort> next) {
        return withPlaces(networks, endpoints, next);
    }

    private Container withPlaces(List<EndpointConfig> wanted, List<Endpoint> places, List<PublishedPort> published) {
        return new Container(
                id,
                name,
                createdAt,
                imageId,
                config,
                hostConfig,
                state,
                restartCount,
                wanted,
                places,
                published,
                health,
                mounts);
    }
}
