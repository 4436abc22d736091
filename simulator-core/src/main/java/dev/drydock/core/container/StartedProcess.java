package dev.drydock.core.container;

import java.time.Instant;

/**
 * A process that runs now.
 *
 * @param pid its number as the lab host sees it
 */
public record StartedProcess(int pid, Instant startedAt) {}
