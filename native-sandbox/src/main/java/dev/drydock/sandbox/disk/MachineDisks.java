package dev.drydock.sandbox.disk;

import dev.drydock.core.error.EngineException.SystemFailure;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The best disks that this machine can give to lab hosts. */
public final class MachineDisks {
    private static final Logger LOG = LoggerFactory.getLogger(MachineDisks.class);

    private MachineDisks() {}

    /**
     * Disks with an end where they can be had, otherwise plain directories, which is said in the log.
     *
     * @param data the server's data directory
     */
    public static LabDisks choose(Path data, DiskLimits limits) {
        try {
            return LoopDisks.open(data, limits);
        } catch (SystemFailure e) {
            LOG.warn(
                    "lab hosts can fill the disk of this machine, because theirs cannot have an end: {}",
                    e.getMessage());
            return new DirectoryDisks();
        }
    }
}
