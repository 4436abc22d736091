package dev.drydock.sandbox.storage;

import dev.drydock.core.archive.TarReader;
import dev.drydock.core.container.ContainerTree.Owner;
import dev.drydock.core.container.ContainerTree.Unpacking;
import dev.drydock.core.error.EngineException.InvalidParameter;
import dev.drydock.sandbox.libc.Libc;
import dev.drydock.sandbox.libc.SyscallException;
import dev.drydock.sandbox.linux.Descriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntConsumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/**
 * Unpacks an archive into a directory of a tree that is in use, by the rules of {@code docker cp}. Unlike in a layer, names
 * that begin with {@code .wh.} are names like any other. Device nodes are left out.
 */
final class ArchiveUnpacker implements AutoCloseable {
    private static final long IDS = 65536;
    private static final long ENTRIES = 1_000_000;

    private final TreeWriter tree;
    private final TreeReader reader;
    private final String directory;
    private final Unpacking how;
    private final int uidBase;
    private final Runnable interruption;
    private boolean isTopWanted;
    private final Deque<DirectoryTime> directoryTimes = new ArrayDeque<>();

    /**
     * @param directory absolute, plain
     * @param uidBase what the tree has for the archive's user 0
     * @param interruption throws when the container is gone; asked now and then
     */
    ArchiveUnpacker(Descriptor root, String directory, Unpacking how, int uidBase, Runnable interruption) {
        this.tree = new TreeWriter(root);
        this.reader = new TreeReader(root);
        this.directory = directory;
        this.how = how;
        this.uidBase = uidBase;
        this.interruption = interruption;
    }

    /** The same, and gives the directory itself the owner and the permissions that the archive has for {@code ./}. */
    void unpackWithTop(InputStream input) throws IOException {
        isTopWanted = true;
        unpack(input);
    }

    void unpack(InputStream input) throws IOException {
        TarReader tar = new TarReader(input);
        long entries = 0;
        for (TarArchiveEntry entry = tar.next(); entry != null; entry = tar.next()) {
            interruption.run();
            if (++entries + tree.impliedDirectories() > ENTRIES) {
                throw new InvalidParameter("the archive has more than " + ENTRIES + " entries");
            }
            add(entry, tar);
        }
        while (!directoryTimes.isEmpty()) {
            DirectoryTime last = directoryTimes.pop();
            if (tree.type(last.path()) == Libc.S_IFDIR) {
                try (TreeWriter.Entry made = tree.entry(last.path())) {
                    made.modified(last.time());
                }
            }
        }
    }

    private void add(TarArchiveEntry entry, TarReader tar) throws IOException {
        String name = plain(entry.getName());
        if (name.equals("../") || name.startsWith("../")) {
            throw new InvalidParameter("\"" + entry.getName() + "\" is outside of \"" + directory + "\"");
        }
        if (name.isEmpty() && entry.isDirectory()) {
            if (isTopWanted) {
                attributes(TreePath.of(directory), entry);
            }
            return;
        }
        TreePath path = TreePath.of(directory + "/" + name);
        if (!isNode(entry) && !makeRoom(path, entry)) {
            return;
        }
        if (entry.isDirectory()) {
            if (tree.type(path) == 0) {
                tree.directory(path);
            }
            directoryTimes.push(new DirectoryTime(path, entry.getLastModifiedTime()));
        } else if (entry.isSymbolicLink()) {
            symbolicLink(path, entry);
        } else if (entry.isLink()) {
            // A link has the attributes of its target.
            hardLink(path, entry);
            return;
        } else if (entry.isFIFO()) {
            tree.fifo(path);
        } else if (isNode(entry)) {
            return;
        } else {
            file(path, tar);
        }
        attributes(path, entry);
    }

    private static boolean isNode(TarArchiveEntry entry) {
        return entry.isCharacterDevice() || entry.isBlockDevice();
    }

    /** As Go's {@code filepath.Clean} has it, relative; a name that leads out begins with {@code ../}. */
    private static String plain(String name) {
        if (name.indexOf('\0') >= 0) {
            throw new InvalidParameter("archive/tar: invalid tar header");
        }
        Deque<String> parts = new ArrayDeque<>();
        int above = 0;
        for (String part : name.split("/", -1)) {
            switch (part) {
                case "", "." -> {}
                case ".." -> above += parts.pollLast() == null && !name.startsWith("/") ? 1 : 0;
                default -> parts.addLast(part);
            }
        }
        return "../".repeat(above) + String.join("/", parts);
    }

    /** Removes what is in the way; answers false for the directory itself that is unpacked into. */
    private boolean makeRoom(TreePath path, TarArchiveEntry entry) {
        int type = tree.type(path);
        boolean wasDirectory = type == Libc.S_IFDIR;
        if (type == 0 || (wasDirectory && entry.isDirectory())) {
            return true;
        }
        if (how.keepKinds() && wasDirectory) {
            throw new InvalidParameter(
                    "cannot overwrite directory \"/" + path.text() + "\" with non-directory \"" + directory + "\"");
        }
        if (how.keepKinds() && entry.isDirectory()) {
            throw new InvalidParameter(
                    "cannot overwrite non-directory \"/" + path.text() + "\" with directory \"" + directory + "\"");
        }
        if (path.isRoot()) {
            return false;
        }
        if (wasDirectory) {
            tree.forget();
            tree.removeAll(path, reader);
        } else {
            tree.unlink(path, false);
        }
        return true;
    }

    private void symbolicLink(TreePath path, TarArchiveEntry entry) {
        String target = entry.getLinkName();
        String shown = "invalid symlink \"/" + path.text() + "\" -> \"" + target + "\"";
        if (target.isEmpty() || target.indexOf('\0') >= 0 || !isBelow(path.parent() + "/" + target)) {
            throw new InvalidParameter(shown);
        }
        tree.symbolicLink(path, target);
    }

    private void hardLink(TreePath path, TarArchiveEntry entry) {
        String name = plain(entry.getLinkName());
        if (!isBelow(directory + "/" + entry.getLinkName())) {
            throw new InvalidParameter("invalid hardlink \"" + clean(directory + "/" + entry.getLinkName()) + "\" -> \""
                    + entry.getLinkName() + "\"");
        }
        TreePath target = TreePath.of(directory + "/" + name);
        if (!tree.exists(target)) {
            throw new InvalidParameter("link /" + target.text() + " /" + path.text() + ": no such file or directory");
        }
        tree.hardLink(path, target);
    }

    /** By the letters of the path, as dockerd looks at it: whatever it says, nothing is reached outside of the container. */
    private boolean isBelow(String path) {
        String clean = clean(path);
        return directory.equals("/") || clean.equals(directory) || clean.startsWith(directory + "/");
    }

    private static String clean(String path) {
        return "/" + plain("/" + path);
    }

    private void file(TreePath path, TarReader tar) throws IOException {
        boolean done = false;
        IntConsumer ask = _ -> interruption.run();
        OutputStream made = tree.file(path);
        try (OutputStream output = made) {
            tar.copyTo(output, ask);
            done = true;
        } finally {
            if (!done) {
                removeHalf(path);
            }
        }
    }

    /** Nobody shall take half a file for a whole one. */
    private void removeHalf(TreePath path) {
        try {
            tree.unlink(path, false);
        } catch (SyscallException e) {
            // Somebody else removed it: as good.
            return;
        }
    }

    private void attributes(TreePath path, TarArchiveEntry entry) {
        try (TreeWriter.Entry made = tree.entry(path)) {
            Owner owner = how.owner().orElse(null);
            made.owner(
                    id(owner == null ? entry.getLongUserId() : owner.uid()),
                    id(owner == null ? entry.getLongGroupId() : owner.gid()));
            if (made.type() != Libc.S_IFLNK) {
                // After the owner, whose change takes setuid bits away.
                made.permissions(entry.getMode() & 07777);
                ExtendedAttributes.of(entry).forEach(made::attribute);
            }
            if (!entry.isDirectory()) {
                made.modified(entry.getLastModifiedTime());
            }
        }
    }

    private int id(long value) {
        if (value < 0 || value >= IDS) {
            throw new InvalidParameter("Container ID " + value + " cannot be mapped to a host ID");
        }
        return uidBase + (int) value;
    }

    @Override
    public void close() {
        tree.close();
    }

    private record DirectoryTime(TreePath path, FileTime time) {}
}
