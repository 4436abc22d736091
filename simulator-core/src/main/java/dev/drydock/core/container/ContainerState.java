package dev.drydock.core.container;

import java.time.Instant;

/** The one state a container is in; the seven of Docker. */
public sealed interface ContainerState {
    /**
     * Made, never run.
     *
     * @param exitCode 0, or the code of a start that failed
     * @param error why the last start failed, empty if none was tried
     */
    record Created(int exitCode, String error) implements ContainerState {
        public static final Created NEW = new Created(0, "");
    }

    /** @param pid of PID 1, as the lab host sees it */
    record Running(int pid, Instant startedAt) implements ContainerState {}

    /** Frozen. */
    record Paused(int pid, Instant startedAt) implements ContainerState {}

    /** Ended; will be started again by its restart policy. */
    record Restarting(ExitStatus last, Instant startedAt) implements ContainerState {}

    /** Being removed. */
    record Removing() implements ContainerState {}

    /** @param error why a later start failed, empty otherwise */
    record Exited(ExitStatus status, Instant startedAt, String error) implements ContainerState {}

    /** Could not be removed completely. */
    record Dead() implements ContainerState {}

    /** The state without its details. */
    default Phase phase() {
        return switch (this) {
            case Created _ -> Phase.CREATED;
            case Running _ -> Phase.RUNNING;
            case Paused _ -> Phase.PAUSED;
            case Restarting _ -> Phase.RESTARTING;
            case Removing _ -> Phase.REMOVING;
            case Exited _ -> Phase.EXITED;
            case Dead _ -> Phase.DEAD;
        };
    }

    /** Docker's word for it, in lower case. */
    default String word() {
        return phase().word();
    }
}
