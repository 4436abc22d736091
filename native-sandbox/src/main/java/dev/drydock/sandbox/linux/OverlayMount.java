package dev.drydock.sandbox.linux;

import dev.drydock.sandbox.libc.Errno;
import dev.drydock.sandbox.libc.Libc;
import dev.drydock.sandbox.libc.SyscallException;
import java.util.List;

/**
 * An overlay of idmapped directories, made by the server for a user namespace. It is made here because the kernel
 * refuses an overlay of detached layers to the processes inside (EPERM).
 *
 * @param lower read-only directories, the topmost first
 * @param upper where changes go; on the same mount as {@code work}
 */
public record OverlayMount(List<Descriptor> lower, Descriptor upper, Descriptor work) {
    private static final int FSCONFIG_SET_STRING = 1;
    private static final int FSCONFIG_SET_FD = 5;
    private static final int FSCONFIG_CMD_CREATE = 6;
    private static final int SECBIT_NO_SETUID_FIXUP = 1 << 2;

    public OverlayMount {
        lower = List.copyOf(lower);
    }

    /** Makes the mount, writable for the namespace, attached nowhere. */
    public Descriptor mount(UserNamespace namespace) {
        return BlockingCalls.run(() -> {
            try (Descriptor context = new Descriptor(Libc.fsopen("overlay"))) {
                configure(context);
                createAs(context, namespace.uidBase());
                Descriptor mount = new Descriptor(Libc.fsmount(context.number(), 0));
                return writable(mount, namespace.uidBase());
            }
        });
    }

    private void configure(Descriptor context) {
        set(context, "source", "overlay");
        // Like dockerd: a change of a directory's name must not leave redirects that a diff cannot read.
        set(context, "redirect_dir", "off");
        set(context, "metacopy", "off");
        set(context, "index", "off");
        for (Descriptor layer : lower) {
            Libc.fsconfig(context.number(), FSCONFIG_SET_FD, "lowerdir+", "", layer.number());
        }
        Libc.fsconfig(context.number(), FSCONFIG_SET_FD, "upperdir", "", upper.number());
        Libc.fsconfig(context.number(), FSCONFIG_SET_FD, "workdir", "", work.number());
    }

    /**
     * Creates the superblock with file-system ids that the idmap knows. With the server's own ids the kernel cannot make
     * its work directory (EOVERFLOW in the kernel's log), and the mount silently becomes read-only. The ids belong to the
     * thread, which is a platform thread of {@link BlockingCalls}, and are put back.
     */
    private static void createAs(Descriptor context, int id) {
        Libc.prctl(Libc.PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP);
        int group = Libc.setfsgid(id);
        int user = Libc.setfsuid(id);
        try {
            Libc.fsconfig(context.number(), FSCONFIG_CMD_CREATE, "", "", 0);
        } finally {
            Libc.setfsuid(user);
            Libc.setfsgid(group);
            Libc.prctl(Libc.PR_SET_SECUREBITS, 0);
        }
    }

    /** Touching an attribute of the root shows a mount that became read-only. */
    private static Descriptor writable(Descriptor mount, int id) {
        try {
            int mode = Libc.mode(mount.number(), new byte[1]) & 07777;
            Libc.fchmodat(mount.number(), Libc.cString("."), mode);
            return mount;
        } catch (SyscallException e) {
            mount.close();
            if (e.errno() == Errno.EROFS) {
                throw new SyscallException("mount overlay", "writable for user " + id, e.errno());
            }
            throw e;
        }
    }

    private static void set(Descriptor context, String key, String value) {
        Libc.fsconfig(context.number(), FSCONFIG_SET_STRING, key, value, 0);
    }
}
