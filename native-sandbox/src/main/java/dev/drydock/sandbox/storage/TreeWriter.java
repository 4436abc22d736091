package dev.drydock.sandbox.storage;

import dev.drydock.sandbox.libc.Errno;
import dev.drydock.sandbox.libc.Libc;
import dev.drydock.sandbox.libc.SyscallException;
import dev.drydock.sandbox.linux.Descriptor;
import dev.drydock.sandbox.linux.IdSpace;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Makes files below one directory and never outside it: the kernel resolves every path as if the directory were the root
 * ({@code openat2} with {@code RESOLVE_IN_ROOT}), whatever links lie on the way.
 */
final class TreeWriter implements AutoCloseable {
    private static final int DIRECTORY = Libc.O_PATH | Libc.O_DIRECTORY;
    private static final int IN_ROOT = Libc.RESOLVE_IN_ROOT | Libc.RESOLVE_NO_MAGICLINKS;

    private final IdSpace ids = IdSpace.current();
    private final Descriptor root;
    private long impliedDirectories;
    private String parentName = "";
    private @Nullable Descriptor parent;

    TreeWriter(Descriptor root) {
        this.root = root;
    }

    /** How many directories were made because something lies in them that no entry names. */
    long impliedDirectories() {
        return impliedDirectories;
    }

    /** The type of what is there ({@code S_IFMT} bits), 0 for nothing. */
    int type(TreePath path) {
        try {
            return Libc.mode(parent(path), path.lastName()) & Libc.S_IFMT;
        } catch (SyscallException e) {
            if (e.errno() == Errno.ENOENT) {
                return 0;
            }
            throw e;
        }
    }

    void directory(TreePath path) {
        Libc.mkdirat(parent(path), path.lastName(), 0755);
    }

    /** A new, empty file to write to. */
    OutputStream file(TreePath path) throws IOException {
        int flags = Libc.O_WRONLY | Libc.O_CREAT | Libc.O_EXCL | Libc.O_NOFOLLOW;
        try (Descriptor file = new Descriptor(Libc.openat(parent(path), path.lastName(), flags, 0600))) {
            return new FileOutputStream("/proc/self/fd/" + file.number());
        }
    }

    void symbolicLink(TreePath path, String target) {
        Libc.symlinkat(Libc.cString(target), parent(path), path.lastName());
    }

    void hardLink(TreePath path, TreePath target) {
        // Two parents are needed at once, and only one is remembered.
        try (Descriptor from = open(target.parent())) {
            Libc.linkat(from.number(), target.lastName(), parent(path), path.lastName());
        }
    }

    void fifo(TreePath path) {
        Libc.mknodat(parent(path), path.lastName(), Libc.S_IFIFO | 0600, 0);
    }

    /** What overlayfs takes for "deleted here": a character device 0:0. */
    void whiteout(TreePath path) {
        Libc.mknodat(parent(path), path.lastName(), Libc.S_IFCHR, 0);
    }

    /** Hides what layers below have in this directory. */
    void opaque(TreePath path) {
        attribute(path, OverlayMarks.OPAQUE, new byte[] {'y'});
    }

    /** Sets an extended attribute of a file or directory. */
    void attribute(TreePath path, String name, byte[] value) {
        try (Descriptor file =
                new Descriptor(Libc.openat(parent(path), path.lastName(), Libc.O_RDONLY | Libc.O_NOFOLLOW, 0))) {
            Libc.fsetxattr(file.number(), name, value);
        }
    }

    void owner(TreePath path, int uid, int gid) {
        Libc.fchownat(parent(path), path.lastName(), ids.orRoot(uid), ids.orRoot(gid));
    }

    /** Not for symbolic links, which have no permissions. */
    void permissions(TreePath path, int mode) {
        Libc.fchmodat(parent(path), path.lastName(), mode);
    }

    void modified(TreePath path, FileTime time) {
        Instant instant = time.toInstant();
        Libc.utimensat(parent(path), path.lastName(), instant.getEpochSecond(), instant.getNano());
    }

    /** Removes a file or an empty directory. */
    void unlink(TreePath path, boolean directory) {
        Libc.unlinkat(parent(path), path.lastName(), directory ? Libc.AT_REMOVEDIR : 0);
    }

    /** Where a directory really is on the machine. */
    Path realPath(TreePath path) throws IOException {
        int flags = DIRECTORY | Libc.O_NOFOLLOW;
        try (Descriptor directory = new Descriptor(Libc.openat(parent(path), path.lastName(), flags, 0))) {
            return Path.of("/proc/self/fd/" + directory.number()).toRealPath();
        }
    }

    /** The directory that holds the last name, made with its parents when it is missing. */
    private int parent(TreePath path) {
        if (path.parent().isEmpty()) {
            return root.number();
        }
        if (parent == null || !path.parent().equals(parentName)) {
            Descriptor opened = open(path.parent());
            forget();
            parent = opened;
            parentName = path.parent();
        }
        return parent.number();
    }

    /** The remembered directory may be replaced by something else: look it up again next time. */
    void forget() {
        if (parent != null) {
            parent.close();
            parent = null;
        }
    }

    private Descriptor open(String directory) {
        try {
            return resolve(directory);
        } catch (SyscallException e) {
            if (e.errno() != Errno.ENOENT || directory.isEmpty()) {
                throw e;
            }
        }
        TreePath path = TreePath.of(directory);
        try (Descriptor above = open(path.parent())) {
            Libc.mkdirat(above.number(), path.lastName(), 0755);
            impliedDirectories++;
        }
        return resolve(directory);
    }

    private Descriptor resolve(String directory) {
        String path = directory.isEmpty() ? "." : directory;
        return new Descriptor(Libc.openat2(root.number(), Libc.cString(path), DIRECTORY, IN_ROOT));
    }

    @Override
    public void close() {
        forget();
    }
}
