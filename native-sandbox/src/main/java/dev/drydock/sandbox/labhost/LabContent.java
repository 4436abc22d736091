package dev.drydock.sandbox.labhost;

import dev.drydock.core.content.ContentMarks;
import dev.drydock.core.content.ContentRoots;
import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.core.layer.ChainId;
import dev.drydock.core.reference.Digest;
import dev.drydock.sandbox.metadata.FileImageStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the lab hosts of a server use of its layers and blobs, whether they run or not: their own root file system, their
 * images, and what lies below their containers. It reads the names and the few bytes that say so and changes nothing, so it
 * may look while engines write.
 */
public final class LabContent implements ContentRoots {
    private final Path data;
    private final LabRoots roots;

    /**
     * @param data the server's data directory
     * @param roots of lab hosts that are started from now on
     */
    public LabContent(Path data, LabRoots roots) {
        this.data = data;
        this.roots = roots;
    }

    @Override
    public void mark(ContentMarks marks) {
        for (LabRoots.Kind kind : LabRoots.Kind.values()) {
            marks.layer(roots.image(kind));
        }
        for (Path directory : entries(data.resolve("run"))) {
            runningRoot(directory.resolve("run.json")).ifPresent(marks::layer);
        }
        markLabs(marks);
        List<Path> snapshots = entries(data.resolve("labs")).stream()
                .flatMap(SnapshotStore::all)
                .toList();
        snapshots.forEach(snapshot -> entries(snapshot).forEach(host -> markFiles(host, marks)));
        if (!snapshots.isEmpty()) {
            // What goes from a lab to a snapshot, or from there to the lab, is always seen at one of the two.
            markLabs(marks);
        }
    }

    private void markLabs(ContentMarks marks) {
        for (Path directory : entries(data.resolve("labs"))) {
            markFiles(directory, marks);
            // Where the first servers had it; such a lab is brought to the present layout when it is started.
            entries(directory.resolve("containers"))
                    .forEach(container -> below(container.resolve("parent")).ifPresent(marks::layer));
        }
    }

    private static void markFiles(Path directory, ContentMarks marks) {
        FileImageStore.mark(directory.resolve("engine").resolve("images"), marks);
        entries(directory.resolve("layers")).forEach(parent -> below(parent).ifPresent(marks::layer));
    }

    private static Optional<ChainId> runningRoot(Path record) {
        return Files.exists(record)
                ? Optional.ofNullable(Records.read(record, RunRecord.class).root())
                        .map(text -> chain(record, text))
                : Optional.empty();
    }

    /** The stack below a container's own layer; empty also for a container that was removed meanwhile. */
    private static Optional<ChainId> below(Path parent) {
        try {
            String text = Files.readString(parent);
            return text.isEmpty() ? Optional.empty() : Optional.of(chain(parent, text));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new SystemFailure("cannot read " + parent + ": " + e, e);
        }
    }

    private static ChainId chain(Path file, String text) {
        try {
            return new ChainId(Digest.parse(text));
        } catch (IllegalArgumentException e) {
            throw new SystemFailure(file + " does not name a layer", e);
        }
    }

    private static List<Path> entries(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (IOException e) {
            throw new SystemFailure("cannot list " + directory + ": " + e, e);
        }
    }
}
