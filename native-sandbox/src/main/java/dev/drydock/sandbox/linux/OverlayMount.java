package dev.drydock.sandbox.linux;

import dev.drydock.sandbox.libc.Errno;
import dev.drydock.sandbox.libc.Libc;
import dev.drydock.sandbox.libc.SyscallException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An overlay of idmapped directories, made by the server for a user namespace. It is made here because the kernel
 * refuses an overlay of detached layers to the processes inside (EPERM).
 *
 * @param lower read-only directories, the topmost first
 * @param upper where changes go; on the same mount as {@code work}
 */
public record OverlayMount(List<Descriptor> lower, Descriptor upper, Descriptor work) {
    private static final int FSCONFIG_SET_FLAG = 0;
    private static final int FSCONFIG_SET_STRING = 1;
    private static final int FSCONFIG_SET_FD = 5;
    static final int FSCONFIG_CMD_CREATE = 6;
    /** Off, like dockerd: a change of a directory's name must not leave redirects that a diff cannot read. */
    private static final List<String> OPTIONS = List.of("redirect_dir", "metacopy", "index");

    /**
     * Marks in attributes of users: those of the machine's root cannot be set from a user namespace. It implies the first
     * two options, and the kernel refuses to be told so (Linux 6.18).
     */
    private static final String USER_MARKS = "userxattr";

    public OverlayMount {
        lower = List.copyOf(lower);
    }

    /** Makes the mount, writable for the namespace, attached nowhere. */
    public Descriptor mount(UserNamespace namespace) {
        return mount(namespace, OverlayMethod.current());
    }

    Descriptor mount(UserNamespace namespace, OverlayMethod method) {
        int id = namespace.uidBase();
        return switch (method) {
            case DETACHED -> BlockingCalls.run(() -> detached(id));
            case ATTACHED -> PrivateMounts.run(() -> attached(id));
        };
    }

    /** Changes the calling thread for a moment: for platform threads. */
    Descriptor detached(int id) {
        try (Descriptor context = new Descriptor(Libc.fsopen("overlay"))) {
            configure(context);
            // With the server's own ids the kernel cannot make its work directory (EOVERFLOW in the kernel's log): the
            // mount silently becomes read-only.
            FileSystemIds.as(id, () -> Libc.fsconfig(context.number(), FSCONFIG_CMD_CREATE, "", "", 0));
            return writable(new Descriptor(Libc.fsmount(context.number(), 0)), id);
        }
    }

    /** By numbers of descriptors, because names could contain what separates options. */
    private Descriptor attached(int id) {
        String layers = lower.stream().map(OverlayMount::path).collect(Collectors.joining(":"));
        String options = options().stream().map(option -> option + "=off,").collect(Collectors.joining())
                + (IdSpace.current().isWhole() ? "" : USER_MARKS + ",") + "lowerdir="
                + layers + ",upperdir=" + path(upper) + ",workdir=" + path(work);
        List<Descriptor> made = new ArrayList<>();
        FileSystemIds.as(id, () -> made.add(PrivateMounts.mount("overlay", options)));
        return writable(made.getFirst(), id);
    }

    private static List<String> options() {
        return IdSpace.current().isWhole() ? OPTIONS : List.of("index");
    }

    private static String path(Descriptor directory) {
        return "/proc/self/fd/" + directory.number();
    }

    private void configure(Descriptor context) {
        set(context, "source", "overlay");
        options().forEach(option -> set(context, option, "off"));
        if (!IdSpace.current().isWhole()) {
            Libc.fsconfig(context.number(), FSCONFIG_SET_FLAG, USER_MARKS, "", 0);
        }
        for (Descriptor layer : lower) {
            Libc.fsconfig(context.number(), FSCONFIG_SET_FD, "lowerdir+", "", layer.number());
        }
        Libc.fsconfig(context.number(), FSCONFIG_SET_FD, "upperdir", "", upper.number());
        Libc.fsconfig(context.number(), FSCONFIG_SET_FD, "workdir", "", work.number());
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
