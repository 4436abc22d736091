package dev.drydock.core.offline;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.reference.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.jspecify.annotations.Nullable;

/**
 * A tar of a whole root file system as an index: what there is at each path, and where its content can be read. Paths are
 * relative, without {@code ./} and without a slash at the end. Device nodes are left out. Not for use by several threads.
 */
final class RootTar implements AutoCloseable {
    private static final String ATTRIBUTE = "SCHILY.xattr.user.";
    private final @Nullable TarFile file;
    private final SortedMap<String, Node> nodes = new TreeMap<>();

    private RootTar(@Nullable TarFile file) {
        this.file = file;
    }

    /** One in which nothing is. */
    static RootTar empty() {
        return new RootTar(null);
    }

    static RootTar open(Path path) throws IOException {
        RootTar tar = new RootTar(new TarFile(path.toFile(), StandardCharsets.UTF_8.name()));
        boolean read = false;
        try {
            tar.read();
            read = true;
            return tar;
        } finally {
            if (!read) {
                tar.close();
            }
        }
    }

    private void read() throws IOException {
        for (TarArchiveEntry entry : opened().getEntries()) {
            String path = plain(entry.getName());
            if (path.isEmpty() || entry.isCharacterDevice() || entry.isBlockDevice()) {
                continue;
            }
            nodes.put(path, entry.isLink() ? linked(path, entry) : node(entry));
        }
    }

    private TarFile opened() {
        if (file == null) {
            throw new IllegalStateException("an empty root has no files");
        }
        return file;
    }

    /** What a tar calls a path, without {@code ./} and slashes around it. */
    static String plain(String name) {
        int begin = 0;
        int end = name.length();
        while (name.startsWith("./", begin) || name.startsWith("/", begin)) {
            begin += name.charAt(begin) == '/' ? 1 : 2;
        }
        while (end > begin && name.charAt(end - 1) == '/') {
            end--;
        }
        String path = name.substring(Math.min(begin, end), end);
        return path.equals(".") ? "" : path;
    }

    private Node node(TarArchiveEntry entry) throws IOException {
        Kind kind = kind(entry);
        String content = kind == Kind.FILE ? digest(entry) : kind == Kind.LINK ? entry.getLinkName() : "";
        int mode = kind == Kind.LINK ? 0777 : entry.getMode() & 07777;
        Map<String, String> attributes = new TreeMap<>();
        entry.getExtraPaxHeaders().forEach((name, value) -> {
            if (name.startsWith(ATTRIBUTE)) {
                attributes.put(name, value);
            }
        });
        Form form = new Form(kind, mode, entry.getLongUserId(), entry.getLongGroupId(), content, attributes);
        return new Node(form, entry.getLastModifiedTime().to(TimeUnit.SECONDS), entry);
    }

    private static Kind kind(TarArchiveEntry entry) {
        if (entry.isDirectory()) {
            return Kind.DIRECTORY;
        }
        if (entry.isSymbolicLink()) {
            return Kind.LINK;
        }
        return entry.isFIFO() ? Kind.FIFO : Kind.FILE;
    }

    private Node linked(String path, TarArchiveEntry entry) {
        return find(plain(entry.getLinkName()))
                .orElseThrow(() -> new EngineException.SystemFailure("the archive of a root file system links " + path
                        + " to " + entry.getLinkName() + ", which is not there"));
    }

    private String digest(TarArchiveEntry entry) throws IOException {
        MessageDigest hash = Digest.sha256();
        try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), hash)) {
            copy(entry, out);
        }
        return Digest.of(hash.digest()).toString();
    }

    private void copy(TarArchiveEntry entry, OutputStream out) throws IOException {
        try (InputStream in = opened().getInputStream(entry)) {
            in.transferTo(out);
        }
    }

    /** Takes a path and all below it out of the index. */
    void leaveOut(String path) {
        nodes.keySet().removeIf(other -> other.equals(path) || other.startsWith(path + "/"));
    }

    /** What is at each path, by path. */
    SortedMap<String, Node> nodes() {
        return nodes;
    }

    Optional<Node> find(String path) {
        return Optional.ofNullable(nodes.get(path));
    }

    /** Writes the content of a file. */
    void copy(Node node, OutputStream out) throws IOException {
        copy(node.entry(), out);
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }

    enum Kind {
        DIRECTORY,
        FILE,
        LINK,
        FIFO
    }

    /**
     * What makes two things at one path the same for whoever uses them; times are no part of it.
     *
     * @param content digest of a file, target of a symbolic link
     * @param attributes extended ones by their PAX records; of the kinds that mean something elsewhere only {@code user}
     */
    record Form(Kind kind, int mode, long uid, long gid, String content, Map<String, String> attributes) {}

    /**
     * Something in the file system; hard links are one.
     *
     * @param modified seconds since the epoch
     * @param entry where its content is
     */
    record Node(Form form, long modified, TarArchiveEntry entry) {
        boolean isDirectory() {
            return form.kind() == Kind.DIRECTORY;
        }

        long size() {
            return form.kind() == Kind.FILE ? entry.getRealSize() : 0;
        }
    }
}
