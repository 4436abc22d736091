package dev.drydock.sandbox.linux;

import dev.drydock.core.volume.Propagation;
import dev.drydock.sandbox.libc.Errno;
import dev.drydock.sandbox.libc.Libc;
import dev.drydock.sandbox.libc.LibcMounts;
import dev.drydock.sandbox.libc.LibcMounts.Attributes;
import dev.drydock.sandbox.libc.SyscallException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * The mounts of a lab host, as its own processes see them. Paths begin at the lab host's root directory and cannot leave it,
 * whatever links its student made; the links of {@code /proc} that lead elsewhere are not followed ({@code ELOOP}). Native
 * calls: for platform threads.
 */
public final class HostMounts implements AutoCloseable {
    private static final int OPEN_TREE_CLONE = 1;
    private static final int MS_PRIVATE = 1 << 18;
    private static final int IN_ROOT = Libc.RESOLVE_IN_ROOT | Libc.RESOLVE_NO_MAGICLINKS;
    private static final int ROOT = Libc.O_PATH | Libc.O_DIRECTORY;
    /** Field of {@code mountinfo} from which on the optional fields stand. */
    private static final int OPTIONAL_FIELDS = 6;

    private final long process;
    private final Descriptor theirs;
    private final Descriptor ours;

    private HostMounts(long process, Descriptor theirs, Descriptor ours) {
        this.process = process;
        this.theirs = theirs;
        this.ours = ours;
    }

    /** @param process the machine's number of a process of the lab host that lives as long as it */
    public static HostMounts of(long process) {
        Descriptor theirs = Descriptor.open(Path.of("/proc/" + process + "/ns/mnt"), Libc.O_RDONLY);
        try {
            return new HostMounts(process, theirs, Descriptor.open(Path.of("/proc/thread-self/ns/mnt"), Libc.O_RDONLY));
        } catch (SyscallException e) {
            theirs.close();
            throw e;
        }
    }

    static {
        // A visitor must find every class loaded: there the class path would lead to files of the lab host.
        for (Runnable call : List.<Runnable>of(() -> LibcMounts.attach(-1, -1), () -> LibcMounts.enter(-1))) {
            try {
                call.run();
            } catch (SyscallException e) {
                assert e.errno() != Errno.EAGAIN;
            }
        }
    }

    private <T> T inside(Supplier<T> calls) {
        return MountVisitor.visit(theirs, ours, calls);
    }

    /** The root directory, for {@code openat2} below it. */
    public Descriptor root() {
        return inside(() -> new Descriptor(Libc.openat(Libc.AT_FDCWD, Libc.cString("/"), ROOT, 0)));
    }

    /** Opens what a path leads to, without access to its content. */
    public Descriptor open(String path) {
        try (Descriptor root = root()) {
            return open(root, path);
        }
    }

    private static Descriptor open(Descriptor root, String path) {
        while (true) {
            try {
                return new Descriptor(Libc.openat2(root.number(), Libc.cString(path), Libc.O_PATH, IN_ROOT));
            } catch (SyscallException e) {
                // Somebody renames there at this moment, and the kernel cannot be sure.
                if (e.errno() != Errno.EAGAIN) {
                    throw e;
                }
            }
        }
    }

    /** A second mount of what a path leads to, attached nowhere. */
    public Descriptor bind(String path, boolean isRecursive) {
        int flags = OPEN_TREE_CLONE | Libc.AT_EMPTY_PATH | (isRecursive ? LibcMounts.AT_RECURSIVE : 0);
        return inside(() -> {
            try (Descriptor root = new Descriptor(Libc.openat(Libc.AT_FDCWD, Libc.cString("/"), ROOT, 0));
                    Descriptor source = open(root, path)) {
                return new Descriptor(Libc.openTree(source.number(), new byte[1], flags));
            }
        });
    }

    /** How something is shown in a container. */
    public record Way(boolean isRecursive, boolean isReadOnly, Propagation propagation) {}

    /**
     * A mount for a container.
     *
     * @throws NotSharedException when later mounts are to pass to the lab host, and nothing passes there
     */
    public Descriptor bind(String path, Way way) {
        checkShared(path, way.propagation());
        Descriptor mount = bind(path, way.isRecursive());
        try {
            int kind = switch (way.propagation()) {
                case PRIVATE, RPRIVATE -> MS_PRIVATE;
                case SLAVE, RSLAVE -> Libc.MS_SLAVE;
                case SHARED, RSHARED -> 0;
            };
            int below = way.propagation().isRecursive() ? LibcMounts.AT_RECURSIVE : 0;
            if (kind != 0) {
                LibcMounts.change(mount.number(), new Attributes(0, 0, kind, 0), below);
            }
            if (way.isReadOnly()) {
                Mounts.makeReadOnly(mount, way.isRecursive());
            }
            return mount;
        } catch (SyscallException e) {
            mount.close();
            throw e;
        }
    }

    private void checkShared(String path, Propagation propagation) {
        boolean isShared = propagation == Propagation.SHARED || propagation == Propagation.RSHARED;
        boolean isSlave = propagation == Propagation.SLAVE || propagation == Propagation.RSLAVE;
        if (!isShared && !isSlave) {
            return;
        }
        try (Descriptor source = open(path)) {
            String id = Files.readAllLines(Path.of("/proc/self/fdinfo/" + source.number())).stream()
                    .filter(line -> line.startsWith("mnt_id:"))
                    .map(line -> line.substring("mnt_id:".length()).strip())
                    .findFirst()
                    .orElse("");
            for (String line : Files.readAllLines(Path.of("/proc/" + process + "/mountinfo"))) {
                List<String> fields = List.of(line.split(" ", -1));
                if (fields.getFirst().equals(id)) {
                    List<String> optional = fields.subList(OPTIONAL_FIELDS, fields.indexOf("-"));
                    boolean passes = optional.stream()
                            .anyMatch(field -> field.startsWith("shared:") || (isSlave && field.startsWith("master:")));
                    if (!passes) {
                        throw new NotSharedException("path " + path + " is mounted on " + fields.get(4)
                                + " but it is not a shared" + (isSlave ? " or slave" : "") + " mount");
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Mounts pass neither to the lab host nor from it, at a path where they should. */
    public static final class NotSharedException extends RuntimeException {
        NotSharedException(String message) {
            super(message);
        }
    }

    /** Puts a mount that is attached nowhere on what a path leads to. */
    public void attach(Descriptor mount, String path) {
        inside(() -> {
            try (Descriptor root = new Descriptor(Libc.openat(Libc.AT_FDCWD, Libc.cString("/"), ROOT, 0));
                    Descriptor target = open(root, path)) {
                LibcMounts.attach(mount.number(), target.number());
            }
            return true;
        });
    }

    /** Takes off what is mounted on a directory, the topmost if there are several. */
    public void detach(String path) {
        inside(() -> {
            try (Descriptor root = new Descriptor(Libc.openat(Libc.AT_FDCWD, Libc.cString("/"), ROOT, 0));
                    Descriptor target = open(root, path)) {
                LibcMounts.enter(target.number());
                try {
                    Libc.unmount(Libc.cString("."), Libc.MNT_DETACH);
                } finally {
                    LibcMounts.enter(root.number());
                }
            }
            return true;
        });
    }

    @Override
    public void close() {
        theirs.close();
        ours.close();
    }
}
