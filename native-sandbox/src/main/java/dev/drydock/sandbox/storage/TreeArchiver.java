package dev.drydock.sandbox.storage;

import dev.drydock.sandbox.libc.FileStatus;
import dev.drydock.sandbox.libc.Libc;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes a tree, or a part of it, as a tar. Sockets and device nodes are left out; who changes files meanwhile is not waited for. */
final class TreeArchiver {
    private static final int IDS = 65536;
    private static final int NOBODY = 65534;
    private static final int WHITEOUT_MODE = 0600;

    private final TreeReader tree;
    private final int uidBase;
    private final TarWriter tar;
    private final Map<List<Long>, String> linked = new HashMap<>();
    private final Runnable interruption;

    /**
     * @param uidBase what the tree has for the archive's user 0
     * @param interruption throws when nobody wants the archive any more; asked before each entry
     */
    TreeArchiver(TreeReader tree, int uidBase, OutputStream out, Runnable interruption) {
        this.tree = tree;
        this.uidBase = uidBase;
        this.tar = new TarWriter(out);
        this.interruption = interruption;
    }

    /** A file, or a directory with everything in it, under a name of its own. */
    void write(String path, String name) throws IOException {
        entry(path, name, name.isEmpty() ? "/" : name + "/");
        tar.finish();
    }

    /** What is in a directory. */
    void content(String directory) throws IOException {
        for (String child : tree.names(directory)) {
            entry(TreeReader.join(directory, child), child, child + "/");
        }
        tar.finish();
    }

    /** A writable layer: with the marks of an image's layer for what overlayfs marks as deleted. */
    void layer() throws IOException {
        changes("", "");
        tar.finish();
    }

    private void changes(String directory, String prefix) throws IOException {
        for (String child : tree.names(directory)) {
            interruption.run();
            String path = TreeReader.join(directory, child);
            Optional<FileStatus> found = tree.status(path);
            if (found.isPresent() && OverlayMarks.isWhiteout(found.get())) {
                mark(
                        prefix + LayerUnpacker.WHITEOUT + child,
                        WHITEOUT_MODE,
                        found.get().seconds());
            } else if (found.isPresent() && one(path, prefix + child, prefix + child + "/")) {
                if (isOpaque(path)) {
                    mark(
                            prefix + child + "/" + LayerUnpacker.OPAQUE,
                            found.get().mode() & 07777,
                            0);
                }
                changes(path, prefix + child + "/");
            }
        }
    }

    private boolean isOpaque(String path) {
        try (TreeReader.Opened opened = tree.open(path).orElse(null)) {
            return opened != null && opened.isOpaque();
        }
    }

    private void mark(String name, int mode, long seconds) throws IOException {
        tar.entry(new TarWriter.Header(name, '0', mode, 0, 0, 0, seconds, "", Map.of()));
    }

    private void entry(String path, String name, String directoryName) throws IOException {
        interruption.run();
        if (one(path, name, directoryName)) {
            for (String child : tree.names(path)) {
                entry(TreeReader.join(path, child), directoryName + child, directoryName + child + "/");
            }
        }
    }

    /** Writes one entry; answers whether it is a directory. It is closed before anybody goes deeper. */
    private boolean one(String path, String name, String directoryName) throws IOException {
        try (TreeReader.Opened opened = tree.open(path).orElse(null)) {
            if (opened == null) {
                return false;
            }
            FileStatus status = opened.status();
            char type = TarWriter.type(status);
            if (type == 0) {
                return false;
            }
            boolean isDirectory = status.isDirectory();
            TarWriter.Header header = TarWriter.Header.of(
                    isDirectory ? directoryName : name, type, status, owner(status.uid()), owner(status.gid()));
            if (status.isSymbolicLink()) {
                tar.entry(header.withTarget(opened.linkTarget()));
            } else if (status.isRegular()) {
                file(opened, status, header);
            } else {
                tar.entry(header.withAttributes(attributes(opened, status)));
            }
            return isDirectory;
        }
    }

    private void file(TreeReader.Opened opened, FileStatus status, TarWriter.Header header) throws IOException {
        if (status.links() > 1) {
            String first = linked.putIfAbsent(List.of(status.fileSystem(), status.inode()), header.name());
            if (first != null) {
                tar.entry(new TarWriter.Header(
                        header.name(),
                        '1',
                        header.mode(),
                        header.uid(),
                        header.gid(),
                        0,
                        header.seconds(),
                        first,
                        Map.of()));
                return;
            }
        }
        try (InputStream content = opened.content()) {
            tar.file(header.withAttributes(attributes(opened, status)), content);
        }
    }

    private static Map<String, byte[]> attributes(TreeReader.Opened opened, FileStatus status) {
        if (status.type() == Libc.S_IFIFO) {
            return Map.of();
        }
        Map<String, byte[]> kept = new TreeMap<>();
        opened.attributeNames().stream()
                .filter(ExtendedAttributes::isKept)
                .forEach(name -> opened.attribute(name).ifPresent(value -> kept.put(name, value)));
        return kept;
    }

    private int owner(int id) {
        int inside = id - uidBase;
        return inside >= 0 && inside < IDS ? inside : NOBODY;
    }
}
