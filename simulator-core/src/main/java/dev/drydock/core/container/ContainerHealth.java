package dev.drydock.core.container;

import java.util.List;
import java.util.Optional;

/** Watches the health of running containers. Every method is called with the container's lock held. */
final class ContainerHealth {
    private final ContainerServices services;
    private final Execs execs;
    private final ContainerEvents events;

    ContainerHealth(ContainerServices services, Execs execs, ContainerEvents events) {
        this.services = services;
        this.execs = execs;
        this.events = events;
    }

    /** The state at the start of a run; the log of earlier runs stays. */
    void begin(LiveContainer live) {
        close(live);
        if (check(live).isPresent()) {
            List<Health.Result> log = live.value().health().map(Health::log).orElse(List.of());
            live.setHealth(Health.starting(log));
        }
    }

    /** Probes from now on. */
    void resume(LiveContainer live) {
        close(live);
        check(live).ifPresent(check -> {
            if (live.value().health().isEmpty()) {
                live.setHealth(Health.starting(List.of()));
            }
            HealthMonitor monitor = new HealthMonitor(services, execs, events, live, check);
            live.setMonitor(Optional.of(monitor));
            monitor.open();
        });
    }

    /** Ends the probing of a container that is paused or has ended. */
    void suspend(LiveContainer live) {
        close(live);
        live.value().health().ifPresent(health -> live.setHealth(health.suspended()));
    }

    /** Ends the probing and leaves what was found. */
    void close(LiveContainer live) {
        live.monitor().ifPresent(HealthMonitor::close);
        live.setMonitor(Optional.empty());
    }

    private static Optional<Healthcheck> check(LiveContainer live) {
        return live.value().config().healthcheck().filter(Healthcheck::isProbe);
    }
}
