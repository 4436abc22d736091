package dev.drydock.core.container;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.time.Scheduler.Scheduled;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Ends containers on request. Nothing here holds a container's lock while it waits. */
final class ContainerStop {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration KILL_TIMEOUT = Duration.ofSeconds(10);
    private final ContainerServices services;
    private final ContainerHealth health;
    private final ContainerEvents events;

    ContainerStop(ContainerServices services, ContainerHealth health, ContainerEvents events) {
        this.services = services;
        this.health = health;
        this.events = events;
    }

    void stop(LiveContainer live, Optional<Duration> timeout, Optional<String> signal) {
        Lifecycle.check(live.value(), Verb.STOP);
        end(live, timeout, signal);
    }

    private void end(LiveContainer live, Optional<Duration> timeout, Optional<String> signal) {
        Optional<Signal> given = signal.filter(text -> !text.isEmpty()).map(Signal::parse);
        CompletableFuture<ExitStatus> end =
                live.locked(() -> send(live, given.orElseGet(() -> stopSignal(live.value()))));
        Duration patience = timeout.orElseGet(() -> stopTimeout(live.value()));
        if (!endsWithin(end, patience)) {
            killAndWait(live);
        }
        events.publish(live.value(), "stop");
    }

    private static Signal stopSignal(Container container) {
        String signal = container.config().stopSignal();
        return signal.isEmpty() ? Signal.TERM : Signal.parse(signal);
    }

    private static Duration stopTimeout(Container container) {
        return container.config().stopTimeout().map(Duration::ofSeconds).orElse(DEFAULT_TIMEOUT);
    }

    /** SIGKILL waits for the end, as in Docker; any other signal is only sent. */
    void kill(LiveContainer live, Signal signal) {
        live.locked(() -> Lifecycle.check(live.value(), Verb.KILL));
        if (signal.equals(Signal.KILL)) {
            killAndWait(live);
        } else {
            live.locked(() -> {
                Lifecycle.check(live.value(), Verb.KILL);
                var _ = send(live, signal);
            });
        }
    }

    /** Returns when the container does not run any more; harmless when it ended by itself. */
    void killAndWait(LiveContainer live) {
        CompletableFuture<ExitStatus> end = live.locked(() -> send(live, Signal.KILL));
        if (!endsWithin(end, KILL_TIMEOUT)) {
            throw new EngineException.SystemFailure(
                    "container " + live.value().id() + " PID 1 is still running after SIGKILL");
        }
    }

    /** Sends the signal and returns what completes at the end of this run. */
    private CompletableFuture<ExitStatus> send(LiveContainer live, Signal signal) {
        Container container = live.value();
        if (signal.equals(Signal.KILL) || signal.equals(stopSignal(container))) {
            live.setStoppedByUser(true);
        }
        return switch (container.state()) {
            case ContainerState.Running _ -> {
                CompletableFuture<ExitStatus> end = live.nextExit();
                signal(live, signal);
                yield end;
            }
            case ContainerState.Paused(int pid, var startedAt, long oomKills) -> {
                CompletableFuture<ExitStatus> end = live.nextExit();
                signal(live, signal);
                if (live.isStoppedByUser()) {
                    // A frozen process does not see the signal before it is thawed.
                    services.runtime().resume(container.id());
                    live.setState(new ContainerState.Running(pid, startedAt, oomKills));
                    events.publish(container, "unpause");
                    health.resume(live);
                }
                yield end;
            }
            case ContainerState.Restarting(ExitStatus last, var startedAt) -> {
                live.cancelRestart();
                live.setState(new ContainerState.Exited(last, startedAt, ""));
                services.store().save(live.stored());
                live.completeExit(last);
                yield CompletableFuture.completedFuture(last);
            }
            case ContainerState.Created _, ContainerState.Removing _, ContainerState.Exited _, ContainerState.Dead _ ->
                CompletableFuture.completedFuture(live.lastStatus());
        };
    }

    private void signal(LiveContainer live, Signal signal) {
        services.runtime().kill(live.value().id(), signal);
        events.publish(live.value(), "kill", Map.of("signal", Integer.toString(signal.number())));
    }

    /** @param patience negative for no limit */
    private boolean endsWithin(CompletableFuture<ExitStatus> end, Duration patience) {
        if (patience.isNegative()) {
            end.join();
            return true;
        }
        CompletableFuture<Boolean> expired = new CompletableFuture<>();
        Scheduled timer = services.scheduler().after(patience, () -> expired.complete(true));
        CompletableFuture.anyOf(end, expired).join();
        timer.cancel();
        return end.isDone();
    }
}
