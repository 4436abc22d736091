package dev.drydock.core.container;

/** Told of each process that ended, once, on a thread that may block; also of those that ended while nobody listened. */
public interface ExitListener {
    void exited(ProcessId process, ExitStatus status);
}
