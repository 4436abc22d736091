package dev.drydock.core.container;

import dev.drydock.core.image.ImageId;
import dev.drydock.core.network.Endpoint;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A container at one moment.
 *
 * @param name without Docker's leading slash
 * @param endpoints its places on networks; addresses are those of the present or last run
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
        List<Endpoint> endpoints,
        Optional<Health> health) {
    public Container {
        endpoints = List.copyOf(endpoints);
    }

    /** One of whose health nothing is known. */
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
        this(id, name, createdAt, imageId, config, hostConfig, state, restartCount, endpoints, Optional.empty());
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

    /** What it exposes on networks at present: nothing while it does not run or has no network of its own. */
    public List<String> openPorts() {
        return isRunning() && !endpoints.isEmpty() ? config.exposedPorts() : List.of();
    }

    Container withState(ContainerState next) {
        return new Container(id, name, createdAt, imageId, config, hostConfig, next, restartCount, endpoints, health);
    }

    Container withHostConfig(HostConfig next) {
        return new Container(id, name, createdAt, imageId, config, next, state, restartCount, endpoints, health);
    }

    Container withName(String next) {
        return new Container(id, next, createdAt, imageId, config, hostConfig, state, restartCount, endpoints, health);
    }

    Container withRestartCount(int next) {
        return new Container(id, name, createdAt, imageId, config, hostConfig, state, next, endpoints, health);
    }

    Container withEndpoints(List<Endpoint> next) {
        return new Container(id, name, createdAt, imageId, config, hostConfig, state, restartCount, next, health);
    }

    Container withHealth(Health next) {
        return new Container(
                id, name, createdAt, imageId, config, hostConfig, state, restartCount, endpoints, Optional.of(next));
    }
}
