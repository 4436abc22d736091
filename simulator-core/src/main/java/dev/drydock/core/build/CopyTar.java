package dev.drydock.core.build;

import dev.drydock.core.container.ContainerTree.Owner;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** The tar that puts copied files into an image. It is made while it is read, so that contents lie nowhere twice. */
final class CopyTar {
    private static final int BLOCK = 512;

    private final Optional<Owner> owner;
    private final OptionalInt mode;
    private final List<Part> parts = new ArrayList<>();
    private final Map<String, String> linked = new HashMap<>();

    private record Part(String path, Optional<FileTree> tree, TreeFile file) {
        TreeFile original() {
            return file.kind() == TreeFile.Kind.HARD_LINK
                    ? tree.flatMap(files -> files.find(file.target())).orElse(file)
                    : file;
        }
    }

    /**
     * @param owner whom everything is given to; empty for the owners that the files have
     * @param mode permissions that everything gets, as far as given
     */
    CopyTar(Optional<Owner> owner, OptionalInt mode) {
        this.owner = owner;
        this.mode = mode;
    }

    /** Adds a directory that lies in no tree. */
    void addDirectory(String path, int permissions, Instant modified) {
        parts.add(new Part(path, Optional.empty(), FileTree.directory(path, permissions, modified)));
    }

    /** @param path absolute, in the image */
    void add(String path, FileTree tree, TreeFile file) {
        parts.add(new Part(path, Optional.of(tree), file));
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    void clear() {
        parts.clear();
    }

    InputStream open() {
        Iterator<Part> rest = parts.iterator();
        return new InputStream() {
            private InputStream current = InputStream.nullInputStream();
            private boolean hasEnded;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int count = current.read(buffer, offset, length);
                while (count < 0 && !hasEnded) {
                    current.close();
                    hasEnded = !rest.hasNext();
                    current = hasEnded ? new ByteArrayInputStream(new byte[2 * BLOCK]) : entry(rest.next());
                    count = current.read(buffer, offset, length);
                }
                return count;
            }
        };
    }

    private static InputStream sequence(InputStream first, InputStream second) {
        return new SequenceInputStream(first, second);
    }

    private InputStream entry(Part part) throws IOException {
        TarArchiveEntry header = header(part);
        long size = header.getSize();
        InputStream head = new ByteArrayInputStream(bytes(header));
        if (size == 0) {
            return head;
        }
        byte[] padding = new byte[(int) ((BLOCK - size % BLOCK) % BLOCK)];
        InputStream content = part.tree().orElseThrow().open(part.original());
        return sequence(head, sequence(content, new ByteArrayInputStream(padding)));
    }

    private TarArchiveEntry header(Part part) {
        TreeFile file = part.file();
        String name = part.path().substring(1) + (file.isDirectory() ? "/" : "");
        String first = linkTarget(part);
        TarArchiveEntry header = new TarArchiveEntry(name, first.isEmpty() ? type(file) : TarConstants.LF_LINK);
        if (!first.isEmpty()) {
            header.setLinkName(first);
        } else if (file.isSymbolicLink()) {
            header.setLinkName(file.target());
        } else {
            header.setSize(part.original().size());
        }
        header.setMode(mode.isPresent() && !file.isSymbolicLink() ? mode.getAsInt() : file.mode());
        header.setIds(0, 0);
        header.setUserId(owner.map(Owner::uid).map(Integer::longValue).orElse(file.uid()));
        header.setGroupId(owner.map(Owner::gid).map(Integer::longValue).orElse(file.gid()));
        header.setModTime(Date.from(file.modified()));
        file.attributes().forEach(header::addPaxHeader);
        return header;
    }

    private static byte type(TreeFile file) {
        return switch (file.kind()) {
            case DIRECTORY -> TarConstants.LF_DIR;
            case SYMBOLIC_LINK -> TarConstants.LF_SYMLINK;
            case FIFO -> TarConstants.LF_FIFO;
            case REGULAR, HARD_LINK -> TarConstants.LF_NORMAL;
        };
    }

    /** The name under which a file with several names was written before; empty for the first one. */
    private String linkTarget(Part part) {
        if (part.file().kind() != TreeFile.Kind.HARD_LINK && part.file().kind() != TreeFile.Kind.REGULAR) {
            return "";
        }
        String key = System.identityHashCode(part.tree().orElseThrow()) + "/"
                + part.original().path();
        String own = part.path().substring(1);
        String first = linked.putIfAbsent(key, own);
        boolean isOwn = first == null || first.equals(own) || part.file().kind() == TreeFile.Kind.REGULAR;
        return isOwn ? "" : first;
    }

    private static byte[] bytes(TarArchiveEntry header) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // Not closed: it would ask for the content.
        TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, BLOCK, StandardCharsets.UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.putArchiveEntry(header);
        tar.flush();
        return bytes.toByteArray();
    }
}
