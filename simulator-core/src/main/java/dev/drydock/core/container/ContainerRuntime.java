package dev.drydock.core.container;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.network.PublishedPort;
import dev.drydock.core.volume.Mount;
import java.net.Inet4Address;
import java.util.List;
import java.util.Optional;

/**
 * Port: runs the processes of one lab's containers, with the verbs of the OCI runtime specification. Processes and
 * their streams outlive the server; a new server finds them by {@link #state}. Safe for use by several threads;
 * failures are {@link EngineException}s.
 */
public interface ContainerRuntime {
    /** Which limits can be held here. */
    ResourceSupport support();

    /**
     * Opens the container's standard streams, so that clients can attach before it starts. Repeating it is harmless.
     *
     * @param keptBytes of the output, the newest
     */
    void create(ContainerId id, long keptBytes);

    /**
     * Starts PID 1 of a created container that does not run.
     *
     * @throws StartFailure when the program cannot be run; the container has not started then
     */
    StartedProcess start(RuntimeSpec spec);

    /**
     * Adds a process to a running container; its streams are opened with it and can be attached from their start.
     *
     * @throws StartFailure when the program cannot be run
     */
    StartedProcess exec(ExecSpec spec);

    /** Sends a signal; a process that is gone is ignored. */
    void kill(ProcessId process, Signal signal);

    /** Freezes every process of a running container. */
    void pause(ContainerId id);

    /** Lets a frozen container go on. */
    void resume(ContainerId id);

    /** Gives a running container other limits. */
    void update(ContainerId id, Resources resources);

    /**
     * Lets ports of the lab host lead to a created container, as long as it lives; replaces what led there.
     *
     * @param target address of the container
     */
    void publish(ContainerId id, List<PublishedPort> ports, Inet4Address target);

    /** Changes which networks a running container is on; all of it or nothing. */
    void change(NetworkChange change);

    /** What a running container has used. */
    ContainerStats stats(ContainerId id);

    /** The processes of a running container, by their numbers. */
    List<ContainerProcess> processes(ContainerId id);

    /** Opens the root file system of a container, which may run or not, and may start or end meanwhile. */
    default ContainerTree files(ContainerId id) {
        return files(id, List.of());
    }

    /**
     * The same with what is mounted in it, as far as that is on a disk or in a file system in memory of the lab host. Mount
     * points that are missing are made.
     *
     * @param mounts in the order in which they are made; of type bind or volume
     */
    ContainerTree files(ContainerId id, List<Mount> mounts);

    void resize(ProcessId process, TerminalSize size);

    Attachment attach(ProcessId process, AttachRequest request);

    /** Empty when the runtime does not know the process at all. */
    Optional<ProcessState> state(ProcessId process);

    /** Drops streams, log and exit status of a process that does not run; unknown ones are ignored. */
    void delete(ProcessId process);

    /** Sets who is told of ends; called once, before the first start. */
    void onExit(ExitListener listener);
}
