package dev.drydock.sandbox.labhost;

import dev.drydock.core.labhost.LabSnapshot;
import dev.drydock.core.labhost.SnapshotName;
import java.time.Instant;
import java.util.List;

/**
 * What is known of a snapshot: {@code snapshot.json}.
 *
 * @param version of this form
 * @param bytes that its files take
 */
record SnapshotRecord(int version, String name, Instant takenAt, long bytes, List<Host> hosts) {
    static final int VERSION = 1;

    SnapshotRecord {
        hosts = List.copyOf(hosts);
    }

    /**
     * A lab host.
     *
     * @param root kind of its root file system
     */
    record Host(int number, LabRoots.Kind root) {}

    LabSnapshot snapshot() {
        return new LabSnapshot(
                new SnapshotName(name),
                takenAt,
                bytes,
                hosts.stream().map(Host::number).toList());
    }
}
