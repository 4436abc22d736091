package dev.drydock.web.engineapi;

import dev.drydock.core.container.ContainerState;
import dev.drydock.core.container.ExitStatus;
import dev.drydock.core.container.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The {@code STATUS} column of {@code docker ps}. */
final class StatusText {
    private StatusText() {}

    static String of(ContainerState state, Optional<Health> health, Instant now) {
        return switch (state) {
            case ContainerState.Created _ -> "Created";
            case ContainerState.Running running ->
                "Up " + since(running.startedAt(), now)
                        + health.map(StatusText::health).orElse("");
            case ContainerState.Paused paused -> "Up " + since(paused.startedAt(), now) + " (Paused)";
            case ContainerState.Restarting restarting -> ended("Restarting", restarting.last(), now);
            case ContainerState.Removing _ -> "Removal In Progress";
            case ContainerState.Exited exited -> ended("Exited", exited.status(), now);
            case ContainerState.Dead _ -> "Dead";
        };
    }

    private static String health(Health health) {
        return health.status() == Health.Status.STARTING
                ? " (health: starting)"
                : " (" + health.status().word() + ")";
    }

    private static String ended(String word, ExitStatus status, Instant now) {
        return word + " (" + status.code() + ") " + since(status.finishedAt(), now) + " ago";
    }

    private static String since(Instant moment, Instant now) {
        return HumanDuration.of(Duration.between(moment, now));
    }
}
