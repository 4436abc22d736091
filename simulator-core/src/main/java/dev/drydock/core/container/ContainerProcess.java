package dev.drydock.core.container;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One process of a container, as {@code ps} shows it on the lab host.
 *
 * @param pid as the lab host numbers it
 * @param user number of the user in the lab host
 * @param state the kernel's letter
 * @param terminal such as {@code pts/0}, or {@code ?}
 * @param residentBytes memory that is present
 * @param virtualBytes memory that is mapped
 * @param arguments of its program; empty for one that has none, whose {@code name} then counts
 */
public record ContainerProcess(
        int pid,
        int parent,
        int user,
        String state,
        String terminal,
        Instant startedAt,
        Duration cpuTime,
        long residentBytes,
        long virtualBytes,
        String name,
        List<String> arguments) {
    public ContainerProcess {
        arguments = List.copyOf(arguments);
    }
}
