package dev.drydock.sandbox.storage;

import dev.drydock.core.container.ContainerId;
import dev.drydock.core.container.WritableLayers;
import dev.drydock.core.error.EngineException.NotFound;
import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.core.layer.ChainId;
import dev.drydock.core.layer.Change;
import dev.drydock.core.reference.Digest;
import dev.drydock.sandbox.libc.Libc;
import dev.drydock.sandbox.libc.SyscallException;
import dev.drydock.sandbox.linux.BlockingCalls;
import dev.drydock.sandbox.linux.Descriptor;
import dev.drydock.sandbox.linux.Descriptors;
import dev.drydock.sandbox.linux.FileNames;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The writable layers of one lab as directories on its disk: {@code containers/ID/upper} and {@code work} are overlayfs's.
 * A file of the server's own for each names the stack below, wherever the disk is full.
 */
public final class LinuxWritableLayers implements WritableLayers {
    private static final String CONTAINERS = "containers";
    private static final String FULL = "No space left on device";

    private final Path parents;
    private final Path disk;
    private final LinuxLayerStore layers;
    private final TreeRemover remover;

    /**
     * @param parents directory for the records of what is below each layer, not on the lab's disk
     * @param disk top directory of the lab's disk
     */
    public LinuxWritableLayers(Path parents, Path disk, LinuxLayerStore layers) {
        this.parents = parents;
        this.disk = disk;
        this.layers = layers;
        this.remover = new TreeRemover(disk.resolve("trash"));
    }

    /** Finishes what a killed server had begun to delete; before anything else. */
    public void cleanUp() {
        remover.prepare();
        remover.finish();
    }

    @Override
    public void create(ContainerId container, Optional<ChainId> parent) {
        parent.ifPresent(layers::stack);
        Path directory = disk.resolve(relative(container));
        boolean made = false;
        try {
            remover.prepare();
            makeDirectory(disk.resolve(CONTAINERS));
            makeDirectory(directory);
            makeDirectory(directory.resolve("work"));
            Path upper = makeDirectory(directory.resolve("upper"));
            Files.setPosixFilePermissions(upper, PosixFilePermissions.fromString("rwxr-xr-x"));
            makeDirectory(parents);
            Files.writeString(
                    parents.resolve(container.value()),
                    parent.map(ChainId::toString).orElse(""));
            made = true;
        } catch (IOException e) {
            throw failure("make", container, e);
        } finally {
            if (!made) {
                remove(container);
            }
        }
    }

    /** To find one that is there costs less than to be refused. */
    private static Path makeDirectory(Path directory) throws IOException {
        return Files.isDirectory(directory) ? directory : Files.createDirectories(directory);
    }

    @Override
    public void remove(ContainerId container) {
        Path directory = disk.resolve(relative(container));
        if (!removeUntouched(directory)) {
            remover.remove(directory);
        }
        try {
            Files.deleteIfExists(parents.resolve(container.value()));
        } catch (IOException e) {
            throw failure("remove", container, e);
        }
    }

    /** Most containers change nothing: their layer is made of empty directories. False when this one is not. */
    private static boolean removeUntouched(Path directory) {
        try {
            for (String part : List.of("work/work", "work", "upper", "")) {
                Files.deleteIfExists(directory.resolve(part));
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public List<Change> changes(ContainerId container) {
        try {
            return reading("compare", container, (upper, opened) -> {
                List<Path> below = new ArrayList<>();
                below.add(layers.initLayer());
                parent(container).map(layers::stack).ifPresent(below::addAll);
                List<MergedDirectory.Part> parts = new ArrayList<>();
                for (Path layer : below) {
                    parts.add(new MergedDirectory.Part(new TreeReader(opened.add(directory(layer))), ""));
                }
                return LayerChanges.between(upper, new MergedDirectory(parts));
            });
        } catch (IOException e) {
            throw failure("compare", container, e);
        }
    }

    @Override
    public long size(ContainerId container) {
        try {
            return reading("measure", container, (upper, _) -> TreeSize.of(upper));
        } catch (IOException e) {
            throw failure("measure", container, e);
        }
    }

    @Override
    public void archive(ContainerId container, OutputStream tar) throws IOException {
        reading("archive", container, (upper, _) -> {
            new TreeArchiver(upper, 0, tar, () -> {}).layer();
            return true;
        });
    }

    /** Reads a writable layer, on a platform thread. */
    private <T> T reading(String action, ContainerId container, Reading<T> reading) throws IOException {
        try {
            return BlockingCalls.run(() -> {
                try (Descriptors opened = new Descriptors()) {
                    return reading.of(new TreeReader(opened.add(directory(upper(container)))), opened);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (SyscallException e) {
            throw failure(action, container, e);
        }
    }

    private static Descriptor directory(Path path) {
        return Descriptor.open(path, Libc.O_PATH | Libc.O_DIRECTORY | Libc.O_NOFOLLOW);
    }

    private interface Reading<T> {
        T of(TreeReader upper, Descriptors opened) throws IOException;
    }

    @Override
    public Set<ContainerId> list() {
        Set<ContainerId> all = new HashSet<>(names(parents));
        all.addAll(names(disk.resolve(CONTAINERS)));
        return Set.copyOf(all);
    }

    private static Set<ContainerId> names(Path directory) {
        if (Files.notExists(directory)) {
            return Set.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> new ContainerId(FileNames.lastName(entry)))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new SystemFailure("cannot list the writable layers in " + directory + ": " + e, e);
        }
    }

    /** Where the container's layer is, below the top of the lab's disk. */
    static String relative(ContainerId container) {
        return CONTAINERS + "/" + container.value();
    }

    /** The stack below a container's layer. */
    Optional<ChainId> parent(ContainerId container) throws IOException {
        Path file = parents.resolve(container.value());
        if (Files.notExists(file)) {
            throw new NotFound("the container " + container + " has no writable layer");
        }
        String text = Files.readString(file);
        return text.isEmpty() ? Optional.empty() : Optional.of(new ChainId(Digest.parse(text)));
    }

    private Path upper(ContainerId container) {
        Path upper = disk.resolve(relative(container)).resolve("upper");
        if (Files.notExists(upper)) {
            throw new NotFound("the container " + container + " has no writable layer");
        }
        return upper;
    }

    private static SystemFailure failure(String action, ContainerId container, SyscallException cause) {
        return new SystemFailure(
                "cannot " + action + " the writable layer of " + container + ": " + cause.getMessage(), cause);
    }

    private static SystemFailure failure(String action, ContainerId container, IOException cause) {
        if (cause instanceof FileSystemException full && FULL.equals(full.getReason())) {
            // As dockerd says it.
            return new SystemFailure("mkdir /" + relative(container) + ": no space left on device", cause);
        }
        return new SystemFailure("cannot " + action + " the writable layer of " + container + ": " + cause, cause);
    }
}
