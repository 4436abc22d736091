package dev.drydock.sandbox.linux;

import dev.drydock.sandbox.libc.Libc;
import dev.drydock.sandbox.libc.LibcMounts;
import dev.drydock.sandbox.libc.LibcMounts.Attributes;
import dev.drydock.sandbox.libc.SyscallException;
import java.nio.file.Path;

/** Mounts that are attached nowhere: they live as long as their descriptor, or where somebody moves them. */
public final class Mounts {
    private static final int OPEN_TREE_CLONE = 1;
    private static final long MOUNT_ATTR_RDONLY = 0x01;
    private static final long MOUNT_ATTR_NOSUID = 0x02;
    private static final long MOUNT_ATTR_NODEV = 0x04;
    private static final long MOUNT_ATTR_IDMAP = 0x00100000;

    private Mounts() {}

    /** A bind mount of a file or directory; mounts below it are left out. */
    public static Descriptor bind(Path source) {
        int flags = OPEN_TREE_CLONE | Libc.AT_SYMLINK_NOFOLLOW;
        return new Descriptor(Libc.openTree(Libc.AT_FDCWD, FileNames.terminated(source), flags));
    }

    /** A second mount of the file system that is mounted at a path. */
    static Descriptor copy(byte[] path) {
        return new Descriptor(Libc.openTree(Libc.AT_FDCWD, path, OPEN_TREE_CLONE));
    }

    /** A second mount of what is mounted at a mount that is attached nowhere: Linux 6.15. */
    static Descriptor copy(Descriptor mount) {
        return new Descriptor(Libc.openTree(mount.number(), new byte[1], OPEN_TREE_CLONE | Libc.AT_EMPTY_PATH));
    }

    /**
     * A bind mount in which a file of the server's user 0 belongs to the namespace's user 0, and so on. Where the server has
     * but a few ids, they are the namespace's, too, and any bind mount is one.
     */
    public static Descriptor idmapped(Path source, UserNamespace namespace) {
        return idmapped(bind(source), namespace);
    }

    /** The same of a mount that is attached nowhere and has been shown to nobody; it is closed when that fails. */
    public static Descriptor idmapped(Descriptor mount, UserNamespace namespace) {
        if (!IdSpace.current().isWhole()) {
            return mount;
        }
        try {
            change(
                    mount,
                    new Attributes(MOUNT_ATTR_IDMAP, 0, 0, namespace.namespace().number()));
            return mount;
        } catch (SyscallException e) {
            mount.close();
            throw e;
        }
    }

    /** Forbids changes through this mount. */
    public static void makeReadOnly(Descriptor mount) {
        change(mount, new Attributes(MOUNT_ATTR_RDONLY, 0, 0, 0));
    }

    /** Takes the meaning from setuid bits and device nodes that are reached through this mount. */
    public static void makeHarmless(Descriptor mount) {
        change(mount, new Attributes(MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV, 0, 0, 0));
    }

    /** The same, and for the mounts below. */
    static void makeReadOnly(Descriptor mount, boolean evenBelow) {
        int flags = evenBelow ? LibcMounts.AT_RECURSIVE : 0;
        LibcMounts.change(mount.number(), new Attributes(MOUNT_ATTR_RDONLY, 0, 0, 0), flags);
    }

    private static void change(Descriptor mount, Attributes attributes) {
        LibcMounts.change(mount.number(), attributes, 0);
    }
}
