package dev.drydock.core.simulated;

/** What a simulated process executes. */
@FunctionalInterface
public interface Program {
    /** Runs to the end and returns the exit code; a deadly signal ends any of the process's methods with an exception. */
    int run(SimulatedProcess process);
}
