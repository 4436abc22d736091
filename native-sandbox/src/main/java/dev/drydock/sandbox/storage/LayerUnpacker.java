package dev.drydock.sandbox.storage;

import dev.drydock.core.archive.TarReader;
import dev.drydock.core.error.EngineException.InvalidParameter;
import dev.drydock.sandbox.libc.Libc;
import dev.drydock.sandbox.linux.Descriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/**
 * Unpacks one layer into an empty directory (OCI image specification, "Layer Filesystem Changeset"). Whiteouts become
 * those of overlayfs; device nodes are left out, because real ones would work in the lab.
 */
final class LayerUnpacker implements AutoCloseable {
    static final String WHITEOUT = ".wh.";
    static final String OPAQUE = ".wh..wh..opq";
    private static final long HIGHEST_ID = 0xFFFFFFFEL;

    private final Descriptor root;
    private final TreeWriter tree;
    private final TreeRemover remover;
    private final Deque<DirectoryTime> directoryTimes = new ArrayDeque<>();
    private final LayerLimits limits;
    private long size;
    private long entries;

    /** @param remover deletes what a later entry of the same layer replaces */
    LayerUnpacker(Path directory, TreeRemover remover, LayerLimits limits) {
        this.limits = limits;
        this.root = Descriptor.open(directory, Libc.O_RDONLY | Libc.O_DIRECTORY);
        this.tree = new TreeWriter(root);
        this.remover = remover;
    }

    /** Unpacks everything and answers the bytes of the regular files. */
    long unpack(InputStream input) throws IOException {
        TarReader tar = new TarReader(input);
        for (TarArchiveEntry entry = tar.next(); entry != null; entry = tar.next()) {
            limits.checkEntries(++entries + tree.impliedDirectories());
            TreePath path = TreePath.of(entry.getName());
            if (path.fileName().startsWith(WHITEOUT)) {
                whiteout(path);
            } else {
                add(path, entry, tar);
            }
        }
        // A directory's time changes with each entry in it, so it is set last, the innermost first.
        while (!directoryTimes.isEmpty()) {
            DirectoryTime last = directoryTimes.pop();
            if (tree.type(last.path()) == Libc.S_IFDIR) {
                try (TreeWriter.Entry directory = tree.entry(last.path())) {
                    directory.modified(last.time());
                }
            }
        }
        return size;
    }

    private void whiteout(TreePath path) {
        if (path.fileName().equals(OPAQUE)) {
            TreePath parent = TreePath.of(path.parent());
            ensureDirectory(parent);
            tree.opaque(parent);
            return;
        }
        String hidden = path.fileName().substring(WHITEOUT.length());
        if (hidden.isEmpty() || hidden.equals(".") || hidden.equals("..")) {
            throw new InvalidParameter("archive: \"" + path.text() + "\" names nothing that could be deleted");
        }
        if (hidden.startsWith(WHITEOUT)) {
            // Book-keeping of aufs, which dockerd leaves out as well.
            return;
        }
        TreePath target = path.sibling(hidden);
        switch (tree.type(target)) {
            case 0 -> tree.whiteout(target);
            // The layer has a directory of its own there: only the ones below are deleted.
            case Libc.S_IFDIR -> tree.opaque(target);
            default -> {}
        }
    }

    private void ensureDirectory(TreePath path) {
        if (!path.isRoot() && tree.type(path) == 0) {
            tree.directory(path);
        }
    }

    private void add(TreePath path, TarArchiveEntry entry, TarReader tar) throws IOException {
        boolean hidesBelow = makeRoom(path, entry);
        if (entry.isDirectory()) {
            if (tree.type(path) == 0) {
                tree.directory(path);
            }
            if (hidesBelow) {
                tree.opaque(path);
            }
            directoryTimes.push(new DirectoryTime(path, entry.getLastModifiedTime()));
        } else if (entry.isSymbolicLink()) {
            symbolicLink(path, entry);
        } else if (entry.isLink()) {
            // A link has the attributes of its target.
            tree.hardLink(path, TreePath.of(entry.getLinkName()));
            return;
        } else if (entry.isFIFO()) {
            tree.fifo(path);
        } else if (entry.isCharacterDevice() || entry.isBlockDevice()) {
            return;
        } else {
            // POSIX: what a reader does not know is a file.
            file(path, tar);
        }
        attributes(path, entry);
    }

    /** Removes what an earlier entry put there; answers whether that was a whiteout. */
    private boolean makeRoom(TreePath path, TarArchiveEntry entry) throws IOException {
        int type = tree.type(path);
        if (path.isRoot()) {
            if (!entry.isDirectory()) {
                throw new InvalidParameter("archive: the root of a layer is a directory");
            }
            return false;
        }
        if (type == Libc.S_IFDIR) {
            if (!entry.isDirectory()) {
                Path replaced = tree.realPath(path);
                tree.forget();
                remover.remove(replaced);
            }
            return false;
        }
        if (type != 0) {
            tree.unlink(path, false);
        }
        return type == Libc.S_IFCHR;
    }

    private void symbolicLink(TreePath path, TarArchiveEntry entry) {
        if (entry.getLinkName().isEmpty() || entry.getLinkName().indexOf('\0') >= 0) {
            throw new InvalidParameter("archive: the link \"" + entry.getName() + "\" has no valid target");
        }
        tree.symbolicLink(path, entry.getLinkName());
        // As dockerd has it: a link is as large as its target is long.
        count(entry.getLinkName().getBytes(StandardCharsets.UTF_8).length);
    }

    private void file(TreePath path, TarReader tar) throws IOException {
        try (OutputStream output = tree.file(path)) {
            tar.copyTo(output, this::count);
        }
    }

    private void count(int bytes) {
        size += bytes;
        limits.checkBytes(size);
    }

    private void attributes(TreePath path, TarArchiveEntry entry) {
        try (TreeWriter.Entry made = tree.entry(path)) {
            made.owner(id(entry.getLongUserId(), entry), id(entry.getLongGroupId(), entry));
            if (!entry.isSymbolicLink()) {
                // After the owner, whose change takes setuid bits away.
                made.permissions(entry.getMode() & 07777);
            }
            ExtendedAttributes.of(entry).forEach(made::attribute);
            if (!entry.isDirectory()) {
                made.modified(entry.getLastModifiedTime());
            }
        }
    }

    private static int id(long value, TarArchiveEntry entry) {
        if (value < 0 || value > HIGHEST_ID) {
            throw new InvalidParameter("archive: \"" + entry.getName() + "\" has the impossible owner " + value);
        }
        return (int) value;
    }

    @Override
    public void close() {
        tree.close();
        root.close();
    }

    private record DirectoryTime(TreePath path, FileTime time) {}
}
