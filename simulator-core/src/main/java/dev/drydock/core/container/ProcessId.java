package dev.drydock.core.container;

/** Names a process of a container: PID 1 by the container's id, any other by its exec's id. */
public sealed interface ProcessId permits ContainerId, ExecId {
    /** 64 lower-case hexadecimal digits. */
    String value();
}
