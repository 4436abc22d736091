package dev.drydock.core.labhost;

import dev.drydock.core.error.EngineException;
import java.util.List;

/**
 * Port: snapshots of all lab hosts of a student together, with what is in their images, containers, volumes and networks and
 * in their own files. A student is named by the first lab host. What a method has done is there after a crash; one that is
 * interrupted has done everything or nothing. Safe for use by several threads.
 */
public interface LabSnapshots {
    /** Where nothing can be kept. */
    LabSnapshots NONE = new LabSnapshots() {
        @Override
        public LabSnapshot take(LabId student, SnapshotName name) {
            throw new EngineException.Unavailable("This server keeps no snapshots");
        }

        @Override
        public List<LabSnapshot> list(LabId student) {
            return List.of();
        }

        @Override
        public void restore(LabId student, SnapshotName name) {
            throw new EngineException.NotFound("there is no snapshot " + name);
        }

        @Override
        public void remove(LabId student, SnapshotName name) {
            // There is none.
        }
    };

    /**
     * Keeps what there is now under this name. What runs goes on; its files stand still for less than a second. When there
     * is a snapshot of this name, that one stays.
     *
     * @throws EngineException.NotFound when the student has no lab host
     * @throws EngineException.Unavailable when it would be too large, or the machine has no room for it or no means
     */
    LabSnapshot take(LabId student, SnapshotName name);

    /** The oldest first. */
    List<LabSnapshot> list(LabId student);

    /**
     * Ends the student's lab hosts and gives them what they had then; those that there were not yet are removed. The next
     * start of each runs what ran then: from its beginning, because of processes nothing is kept.
     *
     * @throws EngineException.NotFound when there is no such snapshot
     */
    void restore(LabId student, SnapshotName name);

    /** One that is not there is fine. */
    void remove(LabId student, SnapshotName name);
}
