package dev.drydock.sandbox.disk;

import dev.drydock.core.error.EngineException.Unavailable;
import dev.drydock.sandbox.linux.Descriptor;
import dev.drydock.sandbox.linux.UserNamespace;
import java.nio.file.Path;
import java.util.function.Supplier;

/** The open disk of one lab host. Closing it takes nothing away from the lab. */
public interface LabDisk extends AutoCloseable {
    /** Its top directory, for this process only and until this is closed. Not for paths that are given to others. */
    Path root();

    /** Its top directory as the lab's user namespace is to see it, attached nowhere. */
    Descriptor view(UserNamespace namespace);

    /**
     * Does something for which the lab's root needs a little room. When the disk is full, it may have what is kept back for
     * the server meanwhile, so this is for when none of the lab's processes can take it.
     *
     * @param uidBase the machine's id of the lab's root
     */
    <T> T withRoom(int uidBase, Supplier<T> work);

    /**
     * Begins a copy of the whole disk to a file that is not there.
     *
     * @throws Unavailable when such disks cannot be copied
     */
    DiskCopy copyTo(Path file);

    @Override
    void close();
}
