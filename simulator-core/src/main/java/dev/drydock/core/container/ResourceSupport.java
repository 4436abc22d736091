package dev.drydock.core.container;

import java.util.Set;

/**
 * Which limits a runtime can hold on its machine.
 *
 * @param processors that are online
 * @param memoryNodes such as {@code 0} or {@code 0-1}
 * @param memory bytes that the lab host may use
 */
public record ResourceSupport(int processors, String memoryNodes, long memory, Set<Limit> limits) {
    public ResourceSupport {
        limits = Set.copyOf(limits);
    }

    public boolean has(Limit limit) {
        return limits.contains(limit);
    }

    /** A kind of limit. */
    public enum Limit {
        MEMORY,
        MEMORY_RESERVATION,
        SWAP,
        SWAPPINESS,
        CPU_QUOTA,
        CPU_SHARES,
        CPUSET,
        PIDS,
        BLKIO_WEIGHT
    }
}
