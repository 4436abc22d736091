package dev.drydock.core.container;

import java.time.Instant;

/** What a runtime knows of a process that it was told to start. */
public sealed interface ProcessState {
    /** Its streams are open; it has not been started, or its end was lost with the lab host. */
    record NotStarted() implements ProcessState {}

    /** It runs. */
    record Running(int pid, Instant startedAt) implements ProcessState {}

    /** It has ended. */
    record Ended(ExitStatus status) implements ProcessState {}
}
