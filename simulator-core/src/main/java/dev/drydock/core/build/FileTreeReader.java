package dev.drydock.core.build;

import dev.drydock.core.archive.TarReader;
import dev.drydock.core.error.EngineException.InvalidParameter;
import dev.drydock.core.reference.Digest;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/** Reads a tar into a {@link FileTree}. Device nodes are left out; what leads out of the tree is refused. */
final class FileTreeReader {
    private static final int ENTRIES = 200_000;
    private static final int NAME = 4096;
    private static final long NAMES = 64L << 20;
    private static final String ATTRIBUTE = "SCHILY.xattr.";
    private static final Digest NOTHING = Digest.ofBytes(new byte[0]);
    private static final int DIRECTORY_MODE = 0755;
    private static final int PERMISSIONS = 07777;

    private final NavigableMap<String, TreeFile> files = new TreeMap<>();
    private final OutputStream out;
    private final long limit;
    private long written;
    private long names;

    private FileTreeReader(OutputStream out, long limit) {
        this.out = out;
        this.limit = limit;
        implied("");
    }

    /**
     * Takes everything in.
     *
     * @param tar not compressed
     * @param limit bytes of all files together
     * @throws InvalidParameter when it is broken, leads out of the tree, or is too large
     */
    static FileTree read(InputStream tar, Scratch scratch, long limit) throws IOException {
        Scratch.File content = scratch.create();
        boolean done = false;
        try (OutputStream out = content.append()) {
            FileTreeReader reader = new FileTreeReader(out, limit);
            reader.readAll(tar);
            done = true;
            return new FileTree(reader.files, content);
        } finally {
            if (!done) {
                content.close();
            }
        }
    }

    private void readAll(InputStream input) throws IOException {
        TarReader tar = new TarReader(input);
        for (TarArchiveEntry entry = tar.next(); entry != null; entry = tar.next()) {
            names += entry.getName().length() + entry.getLinkName().length();
            if (files.size() >= ENTRIES || names > NAMES || entry.getName().length() > NAME) {
                throw new InvalidParameter(
                        "the archive has more than " + ENTRIES + " entries, or names that are too long");
            }
            String path = plain(entry.getName());
            if (!entry.isCharacterDevice() && !entry.isBlockDevice() && !(path.isEmpty() && !entry.isDirectory())) {
                add(path, entry, tar);
            }
        }
    }

    private void add(String path, TarArchiveEntry entry, TarReader tar) throws IOException {
        implyParents(path);
        long offset = written;
        Digest digest = entry.isFile() && !entry.isLink() && !entry.isSymbolicLink() && !entry.isFIFO()
                ? content(tar)
                : NOTHING;
        boolean wasDirectory = files.containsKey(path) && files.get(path).isDirectory();
        TreeFile file = file(path, entry, offset, digest);
        if (wasDirectory && !file.isDirectory()) {
            // The later entry counts, as when it is unpacked.
            files.subMap(path + "/", path + "0").clear();
        }
        files.put(path, file);
    }

    private TreeFile file(String path, TarArchiveEntry entry, long offset, Digest digest) {
        TreeFile.Kind kind = kind(entry);
        String target = switch (kind) {
            case SYMBOLIC_LINK -> entry.getLinkName();
            case HARD_LINK -> hardLink(path, entry);
            case DIRECTORY, REGULAR, FIFO -> "";
        };
        Map<String, String> attributes = entry.getExtraPaxHeaders().entrySet().stream()
                .filter(header -> header.getKey().startsWith(ATTRIBUTE))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return new TreeFile(
                path,
                kind,
                entry.getMode() & PERMISSIONS,
                entry.getLongUserId(),
                entry.getLongGroupId(),
                entry.getLastModifiedTime().toInstant(),
                kind == TreeFile.Kind.REGULAR ? written - offset : 0,
                offset,
                digest,
                target,
                attributes);
    }

    private static TreeFile.Kind kind(TarArchiveEntry entry) {
        if (entry.isDirectory()) {
            return TreeFile.Kind.DIRECTORY;
        } else if (entry.isSymbolicLink()) {
            return TreeFile.Kind.SYMBOLIC_LINK;
        } else if (entry.isLink()) {
            return TreeFile.Kind.HARD_LINK;
        }
        return entry.isFIFO() ? TreeFile.Kind.FIFO : TreeFile.Kind.REGULAR;
    }

    private String hardLink(String path, TarArchiveEntry entry) {
        TreeFile target = files.get(plain(entry.getLinkName()));
        if (target == null || target.isDirectory()) {
            throw new InvalidParameter("link /" + path + ": there is no file " + entry.getLinkName() + " before it");
        }
        return target.kind() == TreeFile.Kind.HARD_LINK ? target.target() : target.path();
    }

    private Digest content(TarReader tar) throws IOException {
        MessageDigest hash = Digest.sha256();
        tar.copyTo(new Hashing(out, hash), count -> {
            written += count;
            if (written > limit) {
                throw new InvalidParameter(
                        "no space left on device: the files of a build have at most " + (limit >> 20) + " MiB here");
            }
        });
        return Digest.of(hash.digest());
    }

    private void implyParents(String path) {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            implied(path.substring(0, slash));
        }
    }

    private void implied(String path) {
        TreeFile there = files.get(path);
        if (there == null || !there.isDirectory()) {
            files.put(path, FileTree.directory(path, DIRECTORY_MODE, Instant.EPOCH));
        }
    }

    private static String plain(String name) {
        if (name.indexOf('\0') >= 0) {
            throw new InvalidParameter("archive/tar: invalid tar header");
        }
        Deque<String> parts = new ArrayDeque<>();
        for (String part : name.split("/", -1)) {
            switch (part) {
                case "", "." -> {}
                case ".." -> {
                    if (parts.pollLast() == null) {
                        throw new InvalidParameter("\"" + name + "\" is outside of the build context");
                    }
                }
                default -> parts.addLast(part);
            }
        }
        return String.join("/", parts);
    }

    private static final class Hashing extends FilterOutputStream {
        private final MessageDigest hash;

        Hashing(OutputStream out, MessageDigest hash) {
            super(out);
            this.hash = hash;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            hash.update(bytes, offset, length);
            out.write(bytes, offset, length);
        }
    }
}
