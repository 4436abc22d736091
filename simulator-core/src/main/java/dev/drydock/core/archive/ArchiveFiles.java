package dev.drydock.core.archive;

import dev.drydock.core.blob.Blob;
import dev.drydock.core.content.ContentLease;
import dev.drydock.core.error.EngineException.InvalidParameter;
import dev.drydock.core.image.ImageRoom;
import dev.drydock.core.reference.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/**
 * The files of an archive of images, kept as blobs while it is read: names in it are looked up among its own files and
 * nowhere else.
 */
final class ArchiveFiles {
    private static final int ENTRIES = 10_000;
    private static final int LINKS = 10;

    private final ContentLease lease;
    private final Map<String, Blob> files = new HashMap<>();
    private final Map<String, String> links = new HashMap<>();

    private ArchiveFiles(ContentLease lease) {
        this.lease = lease;
    }

    /** @param tar not compressed */
    static ArchiveFiles read(InputStream tar, ContentLease lease, ImageRoom room) throws IOException {
        ArchiveFiles files = new ArchiveFiles(lease);
        int entries = 0;
        TarReader input = new TarReader(tar);
        for (TarArchiveEntry entry = input.next(); entry != null; entry = input.next()) {
            if (++entries > ENTRIES) {
                throw new InvalidParameter("an archive of images has at most " + ENTRIES + " entries");
            }
            String name = plain(entry.getName());
            if (entry.isSymbolicLink()) {
                files.links.put(name, plain(parent(name) + entry.getLinkName()));
            } else if (entry.isLink()) {
                files.links.put(name, plain(entry.getLinkName()));
            } else if (entry.isFile()) {
                Blob blob = room.write(lease, out -> input.copyTo(out, _ -> {}));
                files.files.put(name, blob);
            }
        }
        return files;
    }

    private static String parent(String name) {
        return name.substring(0, name.lastIndexOf('/') + 1);
    }

    private static String plain(String name) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : name.split("/", -1)) {
            switch (part) {
                case "", "." -> {}
                case ".." -> parts.pollLast();
                default -> parts.addLast(part);
            }
        }
        return String.join("/", parts);
    }

    /** A file by its name; links of the archive lead on. */
    Optional<Blob> find(String name) {
        String target = plain(name);
        for (int i = 0; i < LINKS && links.containsKey(target); i++) {
            target = links.getOrDefault(target, "");
        }
        return Optional.ofNullable(files.get(target));
    }

    Blob get(String name) {
        return find(name).orElseThrow(() -> new InvalidParameter("invalid archive: it has no file \"" + name + "\""));
    }

    /** A document of the archive by its digest, whatever it is called. */
    Optional<Blob> find(Digest digest) {
        return files.values().stream()
                .filter(blob -> blob.digest().equals(digest))
                .findFirst();
    }

    /** @param limit in bytes */
    byte[] read(Blob blob, int limit, String what) throws IOException {
        if (blob.size() > limit) {
            throw new InvalidParameter("invalid archive: " + what + " is larger than " + limit + " bytes");
        }
        try (InputStream in = lease.open(blob.digest())) {
            return in.readAllBytes();
        }
    }
}
