package dev.drydock.sandbox.storage;

import dev.drydock.sandbox.libc.Errno;
import dev.drydock.sandbox.libc.FileStatus;
import dev.drydock.sandbox.libc.Libc;
import dev.drydock.sandbox.libc.LibcTrees;
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
    private static final int IN_ROOT = Libc.RESOLVE_IN_ROOT | Libc.RESOLVE_NO_MAGICLINKS | LibcTrees.RESOLVE_NO_XDEV;

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

    /** Whether something is there. Unlike {@link #type} it makes no directory. */
    boolean exists(TreePath path) {
        String name = path.isRoot() ? "." : path.text();
        int flags = Libc.O_PATH | Libc.O_NOFOLLOW;
        try (Descriptor _ = new Descriptor(Libc.openat2(root.number(), Libc.cString(name), flags, IN_ROOT))) {
            return true;
        } catch (SyscallException e) {
            if (e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR) {
                return false;
            }
            throw e;
        }
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
        try (Entry directory = entry(path)) {
            directory.attribute(OverlayMarks.OPAQUE, new byte[] {'y'});
        }
    }

    /** Opens what is there, itself, to set its attributes: they stay with it whatever is put in its place meanwhile. */
    Entry entry(TreePath path) {
        int flags = Libc.O_PATH | Libc.O_NOFOLLOW;
        return new Entry(new Descriptor(Libc.openat2(parent(path), path.lastName(), flags, IN_ROOT)));
    }

    /** One file, directory or link. */
    static final class Entry implements AutoCloseable {
        private final Descriptor file;

        private Entry(Descriptor file) {
            this.file = file;
        }

        /** One of the {@code S_IF…} constants. */
        int type() {
            return LibcTrees.status(file.number()).type();
        }

        /** Sets an extended attribute of a file or directory. */
        void attribute(String name, byte[] value) {
            LibcTrees.setAttribute(file.number(), name, value);
        }

        void owner(int uid, int gid) {
            IdSpace ids = IdSpace.current();
            LibcTrees.setOwner(file.number(), ids.orRoot(uid), ids.orRoot(gid));
        }

        /** Not for symbolic links, which have no permissions. */
        void permissions(int mode) {
            LibcTrees.setPermissions(file.number(), mode);
        }

        void modified(FileTime time) {
            Instant instant = time.toInstant();
            LibcTrees.setModified(file.number(), instant.getEpochSecond(), instant.getNano());
        }

        @Override
        public void close() {
            file.close();
        }
    }

    /** Removes a file or an empty directory. */
    void unlink(TreePath path, boolean directory) {
        Libc.unlinkat(parent(path), path.lastName(), directory ? Libc.AT_REMOVEDIR : 0);
    }

    /**
     * Removes a directory with everything in it, by names only: also while somebody changes it nothing else is removed.
     *
     * @param reader of the same tree
     */
    void removeAll(TreePath path, TreeReader reader) {
        String bytes = LibcTrees.byteString(path.text());
        for (String name : reader.names(bytes)) {
            removeAll(bytes, name, reader);
        }
        unlink(path, true);
    }

    private void removeAll(String directory, String name, TreeReader reader) {
        String path = TreeReader.join(directory, name);
        boolean isDirectory =
                reader.status(path).filter(FileStatus::isDirectory).isPresent();
        if (isDirectory) {
            reader.names(path).forEach(child -> removeAll(path, child, reader));
        }
        try (Descriptor parentDirectory = new Descriptor(LibcTrees.openExactly(root.number(), directory))) {
            int flags = isDirectory ? Libc.AT_REMOVEDIR : 0;
            Libc.unlinkat(parentDirectory.number(), LibcTrees.terminated(name), flags);
        } catch (SyscallException e) {
            if (e.errno() != Errno.ENOENT) {
                throw e;
            }
        }
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
