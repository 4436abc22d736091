package dev.drydock.core.container;

import java.time.Instant;

/**
 * How a process ended.
 *
 * @param code its exit code, or 128 + n when signal n ended it
 */
public record ExitStatus(int code, boolean outOfMemory, Instant finishedAt) {}
