package dev.drydock.core.offline;

import dev.drydock.core.blob.BlobWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * The layer that makes one root file system of another (OCI image specification, "Image Layer Filesystem Changeset"): what
 * is new or differs, with all directories above it, and whiteouts for what is gone. The same two always give the same
 * bytes, whenever their files were written: entries are in the order of their paths, and no time is after the latest.
 *
 * @param latest times after this one become it, in whole seconds
 */
record LayerDiff(RootTar below, RootTar above, Instant latest) implements BlobWriter {
    private static final String WHITEOUT = ".wh.";

    @Override
    public void writeTo(OutputStream out) throws IOException {
        IdentityHashMap<RootTar.Node, String> written = new IdentityHashMap<>();
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
        for (String path : paths()) {
            RootTar.Node node = above.nodes().get(path);
            if (node == null) {
                whiteout(tar, path);
            } else if (node.isDirectory()) {
                put(tar, header(path + "/", node));
            } else if (written.putIfAbsent(node, path) == null) {
                file(tar, path, node);
            } else {
                hardLink(tar, path, node, written.get(node));
            }
        }
        tar.finish();
    }

    /** Everything that the layer speaks of. */
    private Set<String> paths() {
        Set<String> paths = new TreeSet<>();
        above.nodes().forEach((path, node) -> {
            if (!below.find(path)
                    .filter(before -> before.form().equals(node.form()))
                    .isPresent()) {
                addWithParents(paths, path);
            }
        });
        for (String path : below.nodes().keySet()) {
            String parent = parent(path);
            boolean parentStays = parent.isEmpty()
                    || above.find(parent).filter(RootTar.Node::isDirectory).isPresent();
            if (above.find(path).isEmpty() && parentStays) {
                addWithParents(paths, path);
            }
        }
        return paths;
    }

    /** A directory that a layer does not name would get attributes of its own when the layer is unpacked. */
    private static void addWithParents(Set<String> paths, String path) {
        for (String next = path; !next.isEmpty() && paths.add(next); ) {
            next = parent(next);
        }
    }

    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    private void whiteout(TarArchiveOutputStream tar, String path) throws IOException {
        String parent = parent(path);
        String name = path.substring(parent.isEmpty() ? 0 : parent.length() + 1);
        TarArchiveEntry header =
                new TarArchiveEntry((parent.isEmpty() ? "" : parent + "/") + WHITEOUT + name, TarConstants.LF_NORMAL);
        header.setMode(0644);
        header.setIds(0, 0);
        header.setNames("", "");
        header.setLastModifiedTime(FileTime.from(latest));
        put(tar, header);
    }

    private void file(TarArchiveOutputStream tar, String path, RootTar.Node node) throws IOException {
        TarArchiveEntry header = header(path, node);
        header.setSize(node.size());
        tar.putArchiveEntry(header);
        if (node.form().kind() == RootTar.Kind.FILE) {
            above.copy(node, tar);
        }
        tar.closeArchiveEntry();
    }

    private void hardLink(TarArchiveOutputStream tar, String path, RootTar.Node node, String target)
            throws IOException {
        TarArchiveEntry header = header(path, node, TarConstants.LF_LINK);
        header.setLinkName(target);
        put(tar, header);
    }

    private TarArchiveEntry header(String path, RootTar.Node node) {
        byte type = switch (node.form().kind()) {
            case DIRECTORY -> TarConstants.LF_DIR;
            case FILE -> TarConstants.LF_NORMAL;
            case LINK -> TarConstants.LF_SYMLINK;
            case FIFO -> TarConstants.LF_FIFO;
        };
        return header(path, node, type);
    }

    private TarArchiveEntry header(String path, RootTar.Node node, byte type) {
        TarArchiveEntry header = new TarArchiveEntry(path, type);
        header.setMode(node.form().mode());
        header.setUserId(node.form().uid());
        header.setGroupId(node.form().gid());
        header.setNames("", "");
        header.setLastModifiedTime(
                FileTime.from(Instant.ofEpochSecond(Math.min(node.modified(), latest.getEpochSecond()))));
        if (type == TarConstants.LF_SYMLINK) {
            header.setLinkName(node.form().content());
        }
        node.form().attributes().forEach(header::addPaxHeader);
        return header;
    }

    private static void put(TarArchiveOutputStream tar, TarArchiveEntry header) throws IOException {
        tar.putArchiveEntry(header);
        tar.closeArchiveEntry();
    }
}
