package dev.drydock.sandbox.disk;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The disks of lab hosts. A lab's disk is known by the lab's own directory on the machine, in which it lies. Nobody opens
 * or removes the same disk twice at the same time.
 */
public interface LabDisks {
    /** The limits of a new disk; empty when there are none. */
    Optional<DiskLimits> limits();

    /** Opens the disk of a lab that does not run; made when it is missing. */
    LabDisk open(Path labDirectory);

    /** Opens the disk of a lab that runs. */
    LabDisk join(Path labDirectory);

    /** Deletes the disk of a lab that does not run, when it is sure that nothing uses it; one that is not there is fine. */
    void remove(Path labDirectory);

    /** Puts a copy of the disk in its place while the lab does not run; the copy is gone then. */
    void replace(Path labDirectory, Path copy);
}
