package dev.drydock.core.container;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.time.Scheduler.Scheduled;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Probes one container again and again while it runs: one probe at a time, the next an interval after the last has ended.
 * Its state is guarded by the container's lock.
 */
final class HealthMonitor {
    private static final Logger LOG = LoggerFactory.getLogger(HealthMonitor.class);

    /** Docker allows a millisecond; who asks for that must not keep the server busy with nothing else. */
    private static final Duration LEAST_INTERVAL = Duration.ofMillis(100);

    private final ContainerServices services;
    private final Execs execs;
    private final ContainerEvents events;
    private final LiveContainer live;
    private final Healthcheck check;
    private @Nullable Scheduled timer;
    private @Nullable HealthProbe running;
    private boolean closed;

    HealthMonitor(
            ContainerServices services, Execs execs, ContainerEvents events, LiveContainer live, Healthcheck check) {
        this.services = services;
        this.execs = execs;
        this.events = events;
        this.live = live;
        this.check = check;
    }

    void open() {
        Health.Status status = live.value().health().map(Health::status).orElse(Health.Status.STARTING);
        Duration interval =
                check.effectiveInterval(status, sinceStart(services.clock().instant()));
        Duration delay = interval.compareTo(LEAST_INTERVAL) < 0 ? LEAST_INTERVAL : interval;
        timer = services.scheduler().after(delay, this::probe);
    }

    private Duration sinceStart(Instant now) {
        return live.value()
                .startedAt()
                .map(start -> Duration.between(start, now))
                .orElse(Duration.ZERO);
    }

    void close() {
        closed = true;
        cancelTimer();
        if (running != null) {
            running.cancel();
        }
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel();
        }
    }

    private void probe() {
        live.locked(() -> {
            if (!closed) {
                begin(new HealthProbe(execs, services.clock(), check.effectiveTimeout()));
            }
        });
    }

    /** On a thread of its own: it lasts as long as the student's program does. */
    private void begin(HealthProbe probe) {
        running = probe;
        timer = services.scheduler().after(check.effectiveTimeout(), probe::expire);
        Container container = live.value();
        Thread.ofVirtual().name("health-probe").start(() -> ended(probe.run(container, process(container))));
    }

    private ProcessSpec process(Container container) {
        List<String> command = check.command(container.config().shell());
        return new ProcessSpec(command, List.of(), "", "", List.of(), false, false, false, TerminalSize.UNKNOWN);
    }

    private void ended(Health.Result result) {
        live.locked(() -> {
            if (!closed) {
                running = null;
                cancelTimer();
                note(result);
                open();
            }
        });
    }

    private void note(Health.Result result) {
        Health before = live.value().health().orElseGet(() -> Health.starting(List.of()));
        Health next = before.after(result, check, sinceStart(result.start()));
        live.setHealth(next);
        if (next.status() != before.status()) {
            saveQuietly();
            events.publish(live.value(), "health_status: " + next.status().word());
        }
    }

    /** What a server forgets of this the next probe finds out again. */
    private void saveQuietly() {
        try {
            services.store().save(live.stored());
        } catch (EngineException e) {
            LOG.warn("the health of container {} is not saved: {}", live.value().id(), e.getMessage());
        }
    }
}
