package dev.drydock.sandbox.linux;

import dev.drydock.sandbox.libc.Errno;
import dev.drydock.sandbox.libc.Libc;
import dev.drydock.sandbox.libc.LibcTrees;
import dev.drydock.sandbox.libc.SyscallException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A mounted root file system of a container that the server holds, of which it can make further mounts: two overlays of one
 * upper directory would not know of each other's changes.
 */
public final class RootMount implements AutoCloseable {
    private final Descriptor mount;
    private PrivateMounts.@Nullable Place place;

    /** Takes over a mount that is attached nowhere. */
    public RootMount(Descriptor mount) {
        this.mount = mount;
    }

    /**
     * The root of a running process, without what is mounted below it.
     *
     * @throws SyscallException also when the process has ended
     */
    public static RootMount of(int pid) {
        try (Descriptor theirs = Descriptor.open(Path.of("/proc/" + pid + "/ns/mnt"), Libc.O_RDONLY);
                Descriptor ours = Descriptor.open(Path.of("/proc/thread-self/ns/mnt"), Libc.O_RDONLY)) {
            return new RootMount(ownRoot(MountVisitor.visit(theirs, ours, () -> Mounts.copy(Libc.cString("/")))));
        }
    }

    private static Descriptor ownRoot(Descriptor root) {
        if (LibcTrees.fileSystem(root.number()) != LibcTrees.OVERLAYFS_MAGIC) {
            // With all capabilities somebody may have mounted anything over the root, /proc for example.
            root.close();
            throw new SyscallException("statfs", "/, over which something else is mounted", Errno.EXDEV);
        }
        return root;
    }

    public Descriptor descriptor() {
        return mount;
    }

    /** A further mount of the same file system, attached nowhere. */
    public Descriptor copy() {
        return switch (OverlayMethod.current()) {
            case DETACHED -> Mounts.copy(mount);
            case ATTACHED -> {
                if (place == null) {
                    place = PrivateMounts.attach(mount);
                }
                yield PrivateMounts.copy(place);
            }
        };
    }

    @Override
    public void close() {
        if (place != null) {
            PrivateMounts.detach(place);
        }
        mount.close();
    }
}
