package dev.drydock.sandbox.linux;

import dev.drydock.sandbox.libc.Libc;
import java.nio.file.Path;

/**
 * A user namespace that maps its ids 0, 1, … to {@code uidBase}, {@code uidBase + 1}, … of the machine, and the same for
 * groups.
 *
 * @param namespace open {@code ns/user} of one of its processes
 */
public record UserNamespace(Descriptor namespace, int uidBase) implements AutoCloseable {
    /** The namespace of a process. */
    public static UserNamespace of(long pid, int uidBase) {
        Path file = Path.of("/proc/" + pid + "/ns/user");
        return new UserNamespace(Descriptor.open(file, Libc.O_RDONLY), uidBase);
    }

    @Override
    public void close() {
        namespace.close();
    }
}
