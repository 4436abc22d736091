package dev.drydock.core.container;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a container has used up to one moment. Everything but {@code memory.usage} and {@code pids.current} only grows.
 *
 * @param networks by the name of the device in the container; empty without a network of its own
 */
public record ContainerStats(
        Instant read, Cpu cpu, Memory memory, Pids pids, List<Transfer> disk, Map<String, Traffic> networks) {
    /** Of a container that does not run. */
    public static final ContainerStats NONE = new ContainerStats(
            Instant.EPOCH,
            new Cpu(0, 0, 0, 0, 0, 0, 0, 0),
            new Memory(0, 0, 0, 0, Map.of()),
            new Pids(0, 0),
            List.of(),
            Map.of());

    public ContainerStats {
        disk = List.copyOf(disk);
        networks = Map.copyOf(networks);
    }

    /**
     * Time in nanoseconds.
     *
     * @param system what all processors of the machine have been busy or idle together
     * @param processors that are online
     * @param periods of its quota that have passed, in {@code throttled} of which it was held back
     */
    public record Cpu(
            long total,
            long user,
            long kernel,
            long system,
            int processors,
            long periods,
            long throttled,
            long throttledTime) {}

    /**
     * Bytes.
     *
     * @param limit its own or the lab host's, whichever is less
     * @param maximum the most it ever used, 0 where the kernel does not tell
     * @param details the lines of the kernel's {@code memory.stat}
     */
    public record Memory(long usage, long limit, long maximum, long failures, Map<String, Long> details) {
        public Memory {
            details = Map.copyOf(details);
        }
    }

    /** @param limit 0 for none */
    public record Pids(long current, long limit) {}

    /** @param operation {@code read} or {@code write} */
    public record Transfer(int major, int minor, String operation, long bytes, long operations) {}

    public record Traffic(
            long receivedBytes,
            long receivedPackets,
            long receivedErrors,
            long receivedDropped,
            long sentBytes,
            long sentPackets,
            long sentErrors,
            long sentDropped) {}
}
