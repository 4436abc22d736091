package dev.drydock.sandbox.disk;

import dev.drydock.sandbox.linux.Descriptor;
import dev.drydock.sandbox.linux.UserNamespace;
import java.nio.file.Path;

/** The open disk of one lab host. Closing it takes nothing away from the lab. */
public interface LabDisk extends AutoCloseable {
    /** Its top directory, for this process only and until this is closed. Not for paths that are given to others. */
    Path root();

    /** Its top directory as the lab's user namespace is to see it, attached nowhere. */
    Descriptor view(UserNamespace namespace);

    @Override
    void close();
}
