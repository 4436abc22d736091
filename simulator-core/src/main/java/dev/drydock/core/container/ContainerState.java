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

    /**
     * PID 1 is there.
     *
     * @param pid of PID 1, as the lab host sees it
     * @param oomKills how many of its processes the kernel has ended in this run because memory was used up
     */
    record Running(int pid, Instant startedAt, long oomKills) implements ContainerState {
        public Running(int pid, Instant startedAt) {
            this(pid, startedAt, 0);
        }
    }

    /** Frozen. */
    record Paused(int pid, Instant startedAt, long oomKills) implements ContainerState {
        public Paused(int pid, Instant startedAt) {
            this(pid, startedAt, 0);
        }
    }

    /** Ended; will be started again by its restart policy. */
    record Restarting(ExitStatus last, Instant startedAt) implements ContainerState {}

    /** Being removed. */
    record Removing() implements ContainerState {}

    /** @param error why a later start failed, empty otherwise */
    record Exited(ExitStatus status, Instant startedAt, String error) implements ContainerState {}

    /** Could not be removed completely. */
    record Dead() implements ContainerState {}

    /** Whether the kernel ended a process of this run, or of the last, because memory was used up. */
    default boolean isOutOfMemory() {
        return switch (this) {
            case Running(int _, Instant _, long kills) -> kills > 0;
            case Paused(int _, Instant _, long kills) -> kills > 0;
            case Restarting(ExitStatus last, Instant _) -> last.outOfMemory();
            case Exited(ExitStatus last, Instant _, String _) -> last.outOfMemory();
            case Created _, Removing _, Dead _ -> false;
        };
    }

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
