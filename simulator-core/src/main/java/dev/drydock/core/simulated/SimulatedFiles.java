package dev.drydock.core.simulated;

import dev.drydock.core.container.FileType;
import dev.drydock.core.layer.Change;
import dev.drydock.core.layer.ChangeKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A file system on the heap: files by their absolute paths. */
final class SimulatedFiles {
    private static final String WHITEOUT = ".wh.";
    private final TreeMap<String, SimulatedFile> files = new TreeMap<>();

    /** One with nothing but its root. */
    static SimulatedFiles empty() {
        SimulatedFiles result = new SimulatedFiles();
        result.files.put("/", SimulatedFile.directory(Instant.EPOCH));
        return result;
    }

    synchronized SimulatedFiles copy() {
        SimulatedFiles result = new SimulatedFiles();
        result.files.putAll(files);
        return result;
    }

    synchronized Optional<SimulatedFile> find(String path) {
        return Optional.ofNullable(files.get(path));
    }

    synchronized void put(String path, SimulatedFile file) {
        for (String above = parent(path); !files.containsKey(above); above = parent(above)) {
            files.put(above, SimulatedFile.directory(Instant.EPOCH));
        }
        files.put(path, file);
    }

    synchronized void remove(String path) {
        files.keySet().removeIf(name -> name.equals(path) || name.startsWith(path + "/"));
    }

    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? "/" : path.substring(0, slash);
    }

    /** Puts an image's layer on top; answers the bytes of its regular files. */
    long apply(InputStream layer) throws IOException {
        long size = 0;
        try (TarArchiveInputStream tar = new TarArchiveInputStream(layer, StandardCharsets.UTF_8.name())) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String path = "/" + entry.getName().replaceAll("^\\./|/$", "");
                String name = path.substring(path.lastIndexOf('/') + 1);
                if (name.startsWith(WHITEOUT)) {
                    remove(path.substring(0, path.length() - name.length()) + name.substring(WHITEOUT.length()));
                } else if (entry.isLink()) {
                    find("/" + entry.getLinkName()).ifPresent(target -> put(path, target));
                } else {
                    SimulatedFile file = SimulatedFile.of(entry, tar);
                    put(path, file);
                    size += file.isDirectory() ? 0 : file.stat().size();
                }
            }
        }
        return size;
    }

    /** A file, or a directory with everything in it, as entries {@code name}, {@code name/…}. */
    synchronized void archive(String path, String name, OutputStream out) throws IOException {
        TarArchiveOutputStream tar = tar(out);
        String below = path.equals("/") ? "/" : path + "/";
        Objects.requireNonNull(files.get(path), path).write(name, tar);
        for (Map.Entry<String, SimulatedFile> entry : files.entrySet()) {
            String other = entry.getKey();
            if (other.startsWith(below) && !other.equals(path)) {
                entry.getValue().write(name + "/" + other.substring(below.length()), tar);
            }
        }
        tar.finish();
    }

    synchronized void export(OutputStream out) throws IOException {
        TarArchiveOutputStream tar = tar(out);
        for (Map.Entry<String, SimulatedFile> entry : files.entrySet()) {
            if (!entry.getKey().equals("/")) {
                entry.getValue().write(entry.getKey().substring(1), tar);
            }
        }
        tar.finish();
    }

    /** What differs from another, ordered by path. */
    synchronized List<Change> changes(SimulatedFiles before) {
        TreeMap<String, ChangeKind> kinds = new TreeMap<>();
        files.forEach((path, file) -> {
            Optional<SimulatedFile> old = before.find(path);
            if (old.isEmpty() || !old.get().equals(file)) {
                kinds.put(path, old.isEmpty() ? ChangeKind.ADDED : ChangeKind.MODIFIED);
            }
        });
        before.files.keySet().stream()
                .filter(path -> !files.containsKey(path) && files.containsKey(parent(path)))
                .forEach(path -> kinds.put(path, ChangeKind.DELETED));
        for (String path : List.copyOf(kinds.keySet())) {
            for (String above = parent(path); !above.equals("/"); above = parent(above)) {
                kinds.putIfAbsent(above, ChangeKind.MODIFIED);
            }
        }
        List<Change> changes = new ArrayList<>();
        kinds.forEach((path, kind) -> changes.add(new Change(kind, path)));
        changes.sort(Comparator.comparing(Change::path));
        return changes;
    }

    /** What differs from another, as an image's layer. */
    synchronized void layer(SimulatedFiles before, OutputStream out) throws IOException {
        TarArchiveOutputStream tar = tar(out);
        for (Change change : changes(before)) {
            String path = change.path().substring(1);
            if (change.kind() == ChangeKind.DELETED) {
                int name = path.lastIndexOf('/') + 1;
                SimulatedFile mark = SimulatedFile.directory(Instant.EPOCH).ofType(FileType.REGULAR);
                mark.write(path.substring(0, name) + WHITEOUT + path.substring(name), tar);
            } else {
                Objects.requireNonNull(files.get(change.path()), path).write(path, tar);
            }
        }
        tar.finish();
    }

    private static TarArchiveOutputStream tar(OutputStream out) {
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
        return tar;
    }
}
