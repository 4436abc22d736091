package dev.drydock.core.container;

import java.time.Instant;

/** Told of each process that ended, once, on a thread that may block; also of those that ended while nobody listened. */
public interface ExitListener {
    void exited(ProcessId process, ExitStatus status);

    /**
     * The kernel has ended processes of a running container because memory was used up, perhaps not its first one. May
     * be told again with the same number.
     *
     * @param startedAt of the run it happened in
     * @param kills how many in this run so far
     */
    default void outOfMemory(ContainerId container, Instant startedAt, long kills) {}
}
