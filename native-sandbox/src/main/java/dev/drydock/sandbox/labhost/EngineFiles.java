package dev.drydock.sandbox.labhost;

import dev.drydock.core.container.ContainerId;
import dev.drydock.core.container.ContainerState;
import dev.drydock.core.container.StoredContainer;
import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.core.error.EngineException.Unavailable;
import dev.drydock.sandbox.metadata.FileContainerStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files that a lab's engine keeps outside of the lab's disk. Each is replaced as a whole when it changes, by another
 * file: as long as the same files are there, nothing has changed.
 */
final class EngineFiles {
    private static final int ATTEMPTS = 20;

    private EngineFiles() {}

    /**
     * Copies trees of such files as they all are at one moment.
     *
     * @param copies from where to where; nothing is there yet
     * @throws Unavailable when they change all the time
     */
    static void copy(Map<Path, Path> copies) {
        try {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                Map<Path, String> before = list(copies.keySet());
                if (copy(copies, before) && list(copies.keySet()).equals(before)) {
                    return;
                }
                for (Path copy : copies.values()) {
                    delete(copy);
                }
            }
        } catch (IOException e) {
            throw new SystemFailure("cannot copy what engines keep: " + e, e);
        }
        throw new Unavailable("The lab hosts do so much that no snapshot of them can be kept now");
    }

    /** Every file and directory with what changes when it does. */
    private static Map<Path, String> list(Iterable<Path> trees) throws IOException {
        Map<Path, String> found = new TreeMap<>();
        for (Path tree : trees) {
            for (Path path : walk(tree)) {
                try {
                    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
                    found.put(path, attributes.fileKey() + " " + attributes.lastModifiedTime());
                } catch (NoSuchFileException e) {
                    found.put(path, "gone");
                }
            }
        }
        return found;
    }

    private static List<Path> walk(Path tree) throws IOException {
        if (Files.notExists(tree)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(tree)) {
            return paths.toList();
        } catch (java.io.UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Returns whether all of them were still there. */
    private static boolean copy(Map<Path, Path> copies, Map<Path, String> found) throws IOException {
        for (Map.Entry<Path, Path> pair : copies.entrySet()) {
            Files.createDirectories(pair.getValue());
            for (Path path : found.keySet()) {
                if (path.startsWith(pair.getKey()) && !path.equals(pair.getKey())) {
                    try {
                        Files.copy(path, pair.getValue().resolve(pair.getKey().relativize(path)));
                    } catch (NoSuchFileException e) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private static void delete(Path tree) throws IOException {
        for (Path path : walk(tree).reversed()) {
            Files.delete(path);
        }
    }

    /**
     * Has the containers that run started by the next engine.
     *
     * @param engine directory of an engine that is not open
     * @return which of them are to be paused then
     */
    static List<ContainerId> runAgain(Path engine, Instant now) {
        FileContainerStore store = new FileContainerStore(engine.resolve("containers"));
        List<ContainerId> paused = new ArrayList<>();
        for (StoredContainer stored : store.load()) {
            stored.toRunAgain(now).ifPresent(again -> {
                store.save(again);
                if (stored.container().state() instanceof ContainerState.Paused && !stored.pausedByCommit()) {
                    paused.add(stored.container().id());
                }
            });
        }
        return paused;
    }
}
