package dev.drydock.core.labhost;

import java.time.Instant;
import java.util.List;

/**
 * What the lab hosts of one student had at one moment.
 *
 * @param bytes that it takes of the machine's disk
 * @param hosts numbers of the lab hosts that the student had then
 */
public record LabSnapshot(SnapshotName name, Instant takenAt, long bytes, List<Integer> hosts) {
    public LabSnapshot {
        hosts = List.copyOf(hosts);
    }
}
