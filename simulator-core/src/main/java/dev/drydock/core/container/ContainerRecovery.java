package dev.drydock.core.container;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the kept containers in line with what really runs, when the server starts. */
final class ContainerRecovery {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerRecovery.class);
    private static final int LOST = 255;
    private final ContainerServices services;
    private final ContainerIndex index;
    private final ContainerNetworking networking;
    private final ContainerEnd end;
    private final ContainerHealth health;

    ContainerRecovery(
            ContainerServices services,
            ContainerIndex index,
            ContainerNetworking networking,
            ContainerEnd end,
            ContainerHealth health) {
        this.services = services;
        this.index = index;
        this.networking = networking;
        this.end = end;
        this.health = health;
    }

    void run() {
        for (StoredContainer stored : services.store().load()) {
            Container container = stored.container();
            index.names().reserve(container.name(), container.id());
            index.add(new LiveContainer(container, stored.stoppedByUser()));
        }
        removeLeftovers();
        index.all().forEach(this::takeUpNetwork);
        index.all().forEach(this::reconcile);
    }

    /** What a crash between two steps of making or removing a container has left. */
    private void removeLeftovers() {
        Set<ContainerId> known = new HashSet<>();
        index.all().forEach(live -> known.add(live.value().id()));
        for (ContainerId id : services.layers().list()) {
            if (!known.contains(id)) {
                LOG.info("removing what is left of container {}", id);
                services.runtime().kill(id, Signal.KILL);
                services.runtime().delete(id);
                services.layers().remove(id);
            }
        }
    }

    /** All of them before any container is started again and could be given one of their addresses. */
    private void takeUpNetwork(LiveContainer live) {
        if (live.value().isRunning()) {
            networking.rejoin(live.value());
        }
    }

    private void reconcile(LiveContainer live) {
        ContainerId id = live.value().id();
        Optional<ProcessState> found = services.runtime().state(id);
        if (found.isEmpty()) {
            services.runtime().create(id, live.value().hostConfig().log().keptBytes());
        }
        switch (live.value().state()) {
            case ContainerState.Running _, ContainerState.Paused _ -> reconcileRunning(live, found);
            case ContainerState.Restarting _ -> end.restart(live);
            case ContainerState.Created _, ContainerState.Exited _, ContainerState.Dead _, ContainerState.Removing _ ->
                reconcileStopped(live, found);
        }
    }

    private void reconcileRunning(LiveContainer live, Optional<ProcessState> found) {
        switch (found.orElse(new ProcessState.NotStarted())) {
            case ProcessState.Running _ -> live.locked(() -> takeUpHealth(live));
            case ProcessState.Ended(ExitStatus status) -> end.exited(live, status);
            // As after a reboot under Docker.
            case ProcessState.NotStarted _ ->
                end.exited(live, new ExitStatus(LOST, false, services.clock().instant()));
        }
    }

    private void takeUpHealth(LiveContainer live) {
        if (live.value().state() instanceof ContainerState.Running) {
            health.resume(live);
        }
    }

    private void reconcileStopped(LiveContainer live, Optional<ProcessState> found) {
        ContainerId id = live.value().id();
        if (found.orElse(null) instanceof ProcessState.Running) {
            LOG.info("ending container {}, whose start was never acknowledged", id);
            services.runtime().kill(id, Signal.KILL);
        } else if (live.value().state() instanceof ContainerState.Exited && isWantedAtStart(live)) {
            end.revive(live);
        }
    }

    private static boolean isWantedAtStart(LiveContainer live) {
        return switch (live.value().hostConfig().restartPolicy()) {
            case RestartPolicy.Always _ -> true;
            case RestartPolicy.UnlessStopped _ -> !live.isStoppedByUser();
            case RestartPolicy.No _, RestartPolicy.OnFailure _ -> false;
        };
    }
}
