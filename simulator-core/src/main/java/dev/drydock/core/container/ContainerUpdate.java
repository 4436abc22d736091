package dev.drydock.core.container;

import dev.drydock.core.error.EngineException;
import java.util.Optional;

/** Changes limits and the restart policy of containers that exist. Called with the container's lock held. */
final class ContainerUpdate {
    private final ContainerServices services;

    ContainerUpdate(ContainerServices services) {
        this.services = services;
    }

    /** All of it or nothing: the file is written after the kernel has taken the new limits. */
    void update(LiveContainer live, Resources asked, Optional<RestartPolicy> policy) {
        ResourceSupport support = services.runtime().support();
        Resources change = asked.heldBy(support);
        Container container = live.value();
        HostConfig present = container.hostConfig();
        if (container.state() instanceof ContainerState.Removing || container.state() instanceof ContainerState.Dead) {
            throw failure(container, "container is marked for removal and cannot be \"update\"");
        }
        ResourceRules.conflict(present.resources(), change).ifPresent(reason -> {
            throw failure(container, reason);
        });
        HostConfig next = present.withResources(present.resources().updatedBy(change))
                .withRestartPolicy(policy.orElse(present.restartPolicy()));
        if (policy.isPresent() && present.autoRemove() && !(policy.get() instanceof RestartPolicy.No)) {
            throw failure(
                    container, "Restart policy cannot be updated because AutoRemove is enabled for the container");
        }
        HostRules.checkRestartPolicy(next);
        ResourceRules.check(next.resources(), support);
        if (container.isRunning() && !next.resources().equals(present.resources())) {
            services.runtime().update(container.id(), next.resources());
        }
        live.setHostConfig(next);
        services.store().save(live.stored());
    }

    private static EngineException failure(Container container, String reason) {
        return new EngineException.Conflict("Cannot update container " + container.id() + ": " + reason);
    }
}
