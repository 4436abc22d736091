package dev.drydock.core.container;

import dev.drydock.core.error.EngineException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens when PID 1 of a container has ended: its end is noted, then it is restarted, removed or left. */
final class ContainerEnd {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerEnd.class);
    private final ContainerServices services;
    private final ContainerNetworking networking;
    private final ContainerStart start;
    private final ContainerRemoval removal;
    private final ContainerHealth health;
    private final VolumeUse volumes;
    private final ContainerEvents events;

    ContainerEnd(
            ContainerServices services,
            ContainerNetworking networking,
            ContainerStart start,
            ContainerRemoval removal,
            ContainerHealth health) {
        this.services = services;
        this.networking = networking;
        this.start = start;
        this.removal = removal;
        this.health = health;
        this.volumes = new VolumeUse(services.volumes());
        this.events = new ContainerEvents(services.events());
    }

    /** An end that is told twice, or late, after the next start, changes nothing. */
    void exited(LiveContainer live, ExitStatus status) {
        live.locked(() -> live.value()
                .startedAt()
                .filter(startedAt -> !status.finishedAt().isBefore(startedAt))
                .ifPresent(startedAt -> ended(live, status, startedAt)));
    }

    /** Memory was used up while PID 1 lives on; what was told before, or is of an earlier run, changes nothing. */
    void outOfMemory(LiveContainer live, Instant run, long kills) {
        live.locked(() -> {
            switch (live.value().state()) {
                case ContainerState.Running(int pid, Instant startedAt, long told)
                when startedAt.equals(run) && kills > told ->
                    tellOfMemory(live, new ContainerState.Running(pid, startedAt, kills));
                case ContainerState.Paused(int pid, Instant startedAt, long told)
                when startedAt.equals(run) && kills > told ->
                    tellOfMemory(live, new ContainerState.Paused(pid, startedAt, kills));
                case ContainerState.Running _,
                        ContainerState.Paused _,
                        ContainerState.Created _,
                        ContainerState.Restarting _,
                        ContainerState.Removing _,
                        ContainerState.Exited _,
                        ContainerState.Dead _ ->
                    LOG.debug(
                            "container {}: nothing new of memory", live.value().id());
            }
        });
    }

    /** Written once for each run: after a crash of the server, later kills may be told again. */
    private void tellOfMemory(LiveContainer live, ContainerState state) {
        boolean isFirst = !live.value().state().isOutOfMemory();
        live.setState(state);
        if (isFirst) {
            saveQuietly(live);
        }
        events.publish(live.value(), "oom");
    }

    private void ended(LiveContainer live, ExitStatus status, Instant startedAt) {
        Container container = live.value();
        HostConfig host = container.hostConfig();
        Duration run = Duration.between(startedAt, status.finishedAt());
        boolean wasToldOfMemory = container.state().isOutOfMemory();
        health.suspend(live);
        // Before anybody can see that it has ended: who then starts another finds its addresses and ports free.
        giveBackQuietly(container);
        boolean again = live.backoff().applies(host.restartPolicy(), status.code(), live.isStoppedByUser());
        if (again) {
            live.setRestartCount(container.restartCount() + 1);
            live.setState(new ContainerState.Restarting(status, startedAt));
        } else {
            live.setState(new ContainerState.Exited(status, startedAt, ""));
        }
        tell(live, status, run, wasToldOfMemory);
        if (again) {
            Duration delay = live.backoff().next(run);
            live.setPendingRestart(services.scheduler().after(delay, () -> restart(live)));
        } else if (host.autoRemove()) {
            removal.removeQuietly(live);
        }
    }

    private void tell(LiveContainer live, ExitStatus status, Duration run, boolean wasToldOfMemory) {
        Container container = live.value();
        if (!container.hostConfig().autoRemove()) {
            saveQuietly(live);
        }
        if (status.outOfMemory() && !wasToldOfMemory) {
            events.publish(container, "oom");
        }
        events.publish(
                container,
                "die",
                Map.of("exitCode", Integer.toString(status.code()), "execDuration", Long.toString(run.toSeconds())));
        live.completeExit(status);
    }

    /** Whatever cannot be given back: the container has ended, and that is told. */
    private void giveBackQuietly(Container container) {
        try {
            networking.leave(container);
            volumes.end(container);
        } catch (EngineException e) {
            LOG.error("what container {} had is not all given back: {}", container.id(), e.getMessage());
        }
    }

    /** Nobody waits for an answer here; what was not written is found again by asking the runtime. */
    private void saveQuietly(LiveContainer live) {
        try {
            services.store().save(live.stored());
        } catch (EngineException e) {
            LOG.error("the end of container {} is not saved: {}", live.value().id(), e.getMessage());
        }
    }

    /** The restart policy's turn, on a scheduler's thread. */
    void restart(LiveContainer live) {
        live.locked(() -> {
            if (live.value().state() instanceof ContainerState.Restarting) {
                startQuietly(live);
            }
        });
    }

    /** Starts one again that had ended before the server began. */
    void revive(LiveContainer live) {
        live.locked(() -> startQuietly(live));
    }

    private void startQuietly(LiveContainer live) {
        try {
            start.startAgain(live);
        } catch (EngineException e) {
            LOG.warn("container {} is not restarted: {}", live.value().id(), e.getMessage());
        }
    }
}
