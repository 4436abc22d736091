package dev.drydock.sandbox.libc;

import com.sun.jna.Memory;

/** Functions of the C library and the kernel that change mounts. */
public final class LibcMounts {
    /** The mounts below as well. */
    public static final int AT_RECURSIVE = 0x8000;

    private static final int SYS_MOVE_MOUNT = 429;
    private static final int MOVE_MOUNT_F_EMPTY_PATH = 0x04;
    private static final int MOVE_MOUNT_T_EMPTY_PATH = 0x40;
    private static final int SYS_MOUNT_SETATTR = 442;
    private static final int ATTRIBUTES_SIZE = 32;

    private LibcMounts() {}

    /**
     * What {@link #change} is to change.
     *
     * @param set {@code MOUNT_ATTR_…}
     * @param clear {@code MOUNT_ATTR_…}
     * @param propagation one of {@code MS_PRIVATE}, {@code MS_SLAVE}, {@code MS_SHARED}, or 0 for as it is
     * @param userNamespace whose id maps a {@code MOUNT_ATTR_IDMAP} takes; 0 otherwise
     */
    public record Attributes(long set, long clear, long propagation, long userNamespace) {}

    /**
     * Changes a mount.
     *
     * @param flags 0 or {@link #AT_RECURSIVE}
     */
    public static void change(int mount, Attributes change, int flags) {
        try (Memory empty = Libc.bytes(new byte[1]);
                Memory attributes = new Memory(ATTRIBUTES_SIZE)) {
            attributes.setLong(0, change.set());
            attributes.setLong(8, change.clear());
            attributes.setLong(16, change.propagation());
            attributes.setLong(24, change.userNamespace());
            Libc.syscall(
                    "mount_setattr",
                    "",
                    SYS_MOUNT_SETATTR,
                    mount,
                    Libc.address(empty),
                    Libc.AT_EMPTY_PATH | flags,
                    Libc.address(attributes),
                    attributes.size());
        }
    }

    /** Attaches a detached mount at a path of the calling thread's mount namespace. */
    public static void attach(int mount, byte[] target) {
        move(mount, Libc.AT_FDCWD, target, MOVE_MOUNT_F_EMPTY_PATH);
    }

    /** Attaches a detached mount on what a descriptor shows, which is in the calling thread's mount namespace. */
    public static void attach(int mount, int target) {
        move(mount, target, new byte[1], MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_EMPTY_PATH);
    }

    private static void move(int mount, int directory, byte[] target, int flags) {
        try (Memory empty = Libc.bytes(new byte[1]);
                Memory name = Libc.bytes(target)) {
            Libc.syscall(
                    "move_mount",
                    Libc.text(target),
                    SYS_MOVE_MOUNT,
                    mount,
                    Libc.address(empty),
                    directory,
                    Libc.address(name),
                    flags);
        }
    }

    /** Makes a directory the calling thread's own; the thread shares it with nobody ({@code CLONE_FS}). */
    public static void enter(int directory) {
        Libc.check(Binding.fchdir(directory), "fchdir", Integer.toString(directory));
    }

    /** Puts a name of a directory into another directory. */
    public static void rename(int fromDirectory, byte[] from, int toDirectory, byte[] to) {
        Libc.check(Binding.renameat(fromDirectory, from, toDirectory, to), "rename", Libc.text(from));
    }
}
