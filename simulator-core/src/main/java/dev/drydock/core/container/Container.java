package dev.drydock.core.container;

import dev.drydock.core.image.ImageId;
import dev.drydock.core.network.Endpoint;
import java.time.Instant;
import java.util.List;

/**
 * A container at one moment.
 *
 * @param name without Docker's leading slash
 * @param endpoints its places on networks; addresses are those of the present or last run
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
        List<Endpoint> endpoints) {
    public Container {
        endpoints = List.copyOf(endpoints);
    }

    /** Whether PID 1 exists, frozen or not. */
    public boolean isRunning() {
        return state instanceof ContainerState.Running || state instanceof ContainerState.Paused;
    }

    Container withState(ContainerState next) {
        return new Container(id, name, createdAt, imageId, config, hostConfig, next, restartCount, endpoints);
    }

    Container withHostConfig(HostConfig next) {
        return new Container(id, name, createdAt, imageId, config, next, state, restartCount, endpoints);
    }

    Container withName(String next) {
        return new Container(id, next, createdAt, imageId, config, hostConfig, state, restartCount, endpoints);
    }

    Container withRestartCount(int next) {
        return new Container(id, name, createdAt, imageId, config, hostConfig, state, next, endpoints);
    }

    Container withEndpoints(List<Endpoint> next) {
        return new Container(id, name, createdAt, imageId, config, hostConfig, state, restartCount, next);
    }
}
