package dev.drydock.lessons.check;

import dev.drydock.core.container.ContainerState;
import dev.drydock.core.container.ContainerState.Created;
import dev.drydock.core.container.ContainerState.Dead;
import dev.drydock.core.container.ContainerState.Exited;
import dev.drydock.core.container.ContainerState.Paused;
import dev.drydock.core.container.ContainerState.Removing;
import dev.drydock.core.container.ContainerState.Restarting;
import dev.drydock.core.container.ContainerState.Running;
import dev.drydock.lessons.check.NumberTest.Comparison;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a container's state says about its last run. */
final class Facts {
    private Facts() {}

    /** Empty when it never ran. */
    static Optional<Instant> startedAt(ContainerState state) {
        return switch (state) {
            case Running running -> Optional.of(running.startedAt());
            case Paused paused -> Optional.of(paused.startedAt());
            case Restarting restarting -> Optional.of(restarting.startedAt());
            case Exited exited -> Optional.of(exited.startedAt());
            case Created _, Removing _, Dead _ -> Optional.empty();
        };
    }

    /** Empty while it runs and when it never ran. */
    static Optional<Instant> endedAt(ContainerState state) {
        return switch (state) {
            case Restarting restarting -> Optional.of(restarting.last().finishedAt());
            case Exited exited -> Optional.of(exited.status().finishedAt());
            case Created _, Running _, Paused _, Removing _, Dead _ -> Optional.empty();
        };
    }

    /** Of the last run or of a start that failed; the 0 that Docker prints for a container that never ran is none. */
    static Optional<Integer> exitCode(ContainerState state) {
        return switch (state) {
            case Created created when !created.error().isEmpty() -> Optional.of(created.exitCode());
            case Restarting restarting -> Optional.of(restarting.last().code());
            case Exited exited -> Optional.of(exited.status().code());
            case Created _, Running _, Paused _, Removing _, Dead _ -> Optional.empty();
        };
    }

    /**
     * When there came to be as many as wanted: with "at least n", the n-th of the moments; otherwise the last, because any
     * of them could have broken the condition.
     */
    static Optional<Instant> since(NumberTest count, List<Instant> moments) {
        List<Instant> ordered = moments.stream().sorted().toList();
        if (count.comparison() == Comparison.AT_LEAST && count.number() > 0) {
            return Optional.of(ordered.get((int) count.number() - 1));
        }
        return ordered.isEmpty() ? Optional.empty() : Optional.of(ordered.getLast());
    }
}
