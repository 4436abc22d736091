package dev.drydock.core.container;

import dev.drydock.core.error.EngineException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the kept containers in line with what really runs, when the server starts. */
final class ContainerRecovery {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerRecovery.class);
    /** Of two that have the same name the older one keeps it. */
    private static final Comparator<StoredContainer> OLDEST_FIRST = Comparator.comparing(
                    (StoredContainer stored) -> stored.container().createdAt())
            .thenComparing(stored -> stored.container().id().value());

    private final ContainerServices services;
    private final ContainerIndex index;
    private final ContainerNetworking networking;
    private final ContainerEnd end;
    private final ContainerHealth health;
    private final VolumeUse volumes;
    private final ContainerEvents events;
    /** What is left of containers and still runs: it goes when it has ended. */
    private final Set<ContainerId> ending = ConcurrentHashMap.newKeySet();

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
        this.volumes = new VolumeUse(services.volumes());
        this.events = new ContainerEvents(services.events());
    }

    void run() {
        services.store().load().stream().sorted(OLDEST_FIRST).forEach(this::admit);
        removeLeftovers();
        services.volumes().removeLeftovers(id -> index.byId(new ContainerId(id)).isPresent());
        index.all().forEach(this::reconcile);
    }

    /**
     * All of them before any container is started again and could be given one of their addresses. One that cannot be true
     * beside the others is left out, and does not keep them from starting.
     */
    private void admit(StoredContainer stored) {
        Container container = stored.container();
        try {
            index.names().reserve(container.name(), container.id());
            if (container.isRunning()) {
                networking.rejoin(container);
            }
            attempt(container.id(), () -> volumes.rejoin(container));
            index.add(new LiveContainer(stored));
        } catch (EngineException.InvalidParameter
                | EngineException.Conflict
                | EngineException.NotFound
                | IllegalArgumentException e) {
            index.names().release(container.name(), container.id());
            services.store().setAside(container.id(), String.valueOf(e.getMessage()));
        }
    }

    /** What a crash between two steps of making or removing a container has left, and what was set aside. */
    private void removeLeftovers() {
        Set<ContainerId> known = new HashSet<>();
        index.all().forEach(live -> known.add(live.value().id()));
        for (ContainerId id : services.layers().list()) {
            if (!known.contains(id)) {
                LOG.info("removing what is left of container {}", id);
                removeLeftover(id);
            }
        }
    }

    private void removeLeftover(ContainerId id) {
        if (services.runtime().state(id).orElse(null) instanceof ProcessState.Running) {
            ending.add(id);
            services.runtime().kill(id, Signal.KILL);
        } else {
            services.runtime().delete(id);
            services.layers().remove(id);
        }
    }

    /** A container that the engine does not know has ended. */
    void exited(ContainerId id) {
        if (ending.remove(id)) {
            removeLeftover(id);
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
            case ProcessState.Running _ -> live.locked(() -> takeUp(live));
            case ProcessState.Ended(ExitStatus status) -> end.exited(live, status);
            // As after a reboot under Docker.
            case ProcessState.NotStarted _ ->
                end.exited(
                        live,
                        new ExitStatus(
                                StoredContainer.LOST, false, services.clock().instant()));
        }
    }

    /** Whether it is frozen is as its state says: a server may have ended between the one and the other. */
    private void takeUp(LiveContainer live) {
        ContainerId id = live.value().id();
        if (live.value().state() instanceof ContainerState.Paused(int pid, Instant startedAt, long kills)) {
            if (!live.isPausedByCommit()) {
                attempt(id, () -> services.runtime().pause(id));
                return;
            }
            LOG.info("container {} goes on, of which no image is made any more", id);
            live.setState(new ContainerState.Running(pid, startedAt, kills));
            attempt(id, () -> services.store().save(live.stored()));
            events.publish(live.value(), "unpause");
        }
        attempt(id, () -> services.runtime().resume(id));
        health.resume(live);
    }

    /** What fails for one container keeps no other from being taken up. */
    private static void attempt(ContainerId id, Runnable step) {
        try {
            step.run();
        } catch (EngineException e) {
            LOG.warn("container {} is not wholly taken up: {}", id, e.getMessage());
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
