package dev.drydock.sandbox.linux;

import dev.drydock.sandbox.libc.Errno;
import dev.drydock.sandbox.libc.Libc;
import dev.drydock.sandbox.libc.LibcFiles;
import dev.drydock.sandbox.libc.SyscallException;
import java.nio.file.Path;

/**
 * Mounts of an ext4 file system that are attached nowhere. All mounts from one device show the same file system, also
 * those of another server; each is made anew, because Linux before 6.15 cannot copy a mount that is attached nowhere.
 */
public final class Ext4Mount {
    private static final int FSCONFIG_SET_FLAG = 0;
    private static final int FSCONFIG_SET_STRING = 1;
    private static final int FSCONFIG_CMD_CREATE = 6;
    private static final int FSCONFIG_CMD_RECONFIGURE = 7;
    private static final long FITHAW = 0xC0045878L;
    private static final int MOUNT_ATTR_NOSUID = 0x02;
    private static final int MOUNT_ATTR_NODEV = 0x04;

    private Ext4Mount() {}

    /** Mounts it so that device nodes and setuid bits mean nothing there. For platform threads: it reads the disk. */
    public static Descriptor of(LoopDevice device) {
        try (Descriptor context = new Descriptor(Libc.fsopen("ext4"))) {
            Libc.fsconfig(context.number(), FSCONFIG_SET_STRING, "source", device.source(), 0);
            Libc.fsconfig(context.number(), FSCONFIG_SET_STRING, "errors", "remount-ro", 0);
            // What is deleted is given back to the machine's disk.
            Libc.fsconfig(context.number(), FSCONFIG_SET_FLAG, "discard", "", 0);
            // A file's holes are zero: to write zeros over its inode tables would only fill the machine's disk.
            Libc.fsconfig(context.number(), FSCONFIG_SET_FLAG, "noinit_itable", "", 0);
            Libc.fsconfig(context.number(), FSCONFIG_CMD_CREATE, "", "", 0);
            return new Descriptor(Libc.fsmount(context.number(), MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV));
        }
    }

    /** Lets this user of the machine, and no other, have the blocks that are kept back; 0 is what it begins with. */
    public static void reserveFor(Descriptor mount, int uid) {
        try (Descriptor context = new Descriptor(Libc.fspick(mount.number()))) {
            Libc.fsconfig(context.number(), FSCONFIG_SET_STRING, "resuid", Integer.toUnsignedString(uid), 0);
            Libc.fsconfig(context.number(), FSCONFIG_CMD_RECONFIGURE, "", "", 0);
        }
    }

    /** Lets a file system go on that somebody who has ended kept still; another one is left as it is. */
    public static void thaw(Path directory) {
        try (Descriptor open = Descriptor.open(directory, Libc.O_RDONLY | Libc.O_DIRECTORY)) {
            LibcFiles.ioctl(open.number(), FITHAW, new byte[Integer.BYTES]);
        } catch (SyscallException e) {
            if (e.errno() != Errno.EINVAL) {
                throw e;
            }
        }
    }
}
