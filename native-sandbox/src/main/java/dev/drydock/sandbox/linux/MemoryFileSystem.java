package dev.drydock.sandbox.linux;

import dev.drydock.sandbox.libc.Errno;
import dev.drydock.sandbox.libc.Libc;
import dev.drydock.sandbox.libc.SyscallException;
import java.util.List;
import java.util.Set;

/** File systems in memory for a lab host, attached nowhere. What is written there counts as memory of whoever writes. */
public final class MemoryFileSystem {
    private static final int FSCONFIG_SET_STRING = 1;
    private static final Set<String> OPTIONS = Set.of("size", "nr_blocks", "nr_inodes", "mode", "uid", "gid");
    private static final int MOUNT_ATTRIBUTES = 0xF;

    private MemoryFileSystem() {}

    /**
     * Makes one.
     *
     * @param options {@code size=…}, {@code nr_blocks=…}, {@code nr_inodes=…}, {@code mode=…}, and {@code uid=…}, {@code gid=…}
     *     by the lab's numbers
     * @param attributes read-only 1, nosuid 2, nodev 4, noexec 8
     * @param uidBase the machine's id of the lab's root, whose it is otherwise
     * @throws SyscallException also for other options (EINVAL)
     */
    public static Descriptor of(List<String> options, int attributes, int uidBase) {
        try (Descriptor context = new Descriptor(Libc.fsopen("tmpfs"))) {
            set(context, "source", "tmpfs");
            set(context, "uid", Integer.toString(uidBase));
            set(context, "gid", Integer.toString(uidBase));
            for (String option : options) {
                int equals = option.indexOf('=');
                String key = equals < 0 ? option : option.substring(0, equals);
                if (equals < 0 || !OPTIONS.contains(key)) {
                    throw new SyscallException("mount", option, Errno.EINVAL);
                }
                String value = option.substring(equals + 1);
                boolean isId = key.equals("uid") || key.equals("gid");
                set(context, key, isId ? Integer.toString(id(value, uidBase)) : value);
            }
            Libc.fsconfig(context.number(), OverlayMount.FSCONFIG_CMD_CREATE, "", "", 0);
            return new Descriptor(Libc.fsmount(context.number(), attributes & MOUNT_ATTRIBUTES));
        }
    }

    private static int id(String value, int uidBase) {
        try {
            int id = Integer.parseInt(value);
            if (id >= 0 && id < IdSpace.current().labLength()) {
                return uidBase + id;
            }
        } catch (NumberFormatException e) {
            throw new SyscallException("mount", "uid=" + value, Errno.EINVAL);
        }
        throw new SyscallException("mount", "uid=" + value, Errno.EINVAL);
    }

    private static void set(Descriptor context, String key, String value) {
        if (value.isEmpty()) {
            throw new SyscallException("mount", key, Errno.EINVAL);
        }
        Libc.fsconfig(context.number(), FSCONFIG_SET_STRING, key, value, 0);
    }
}
