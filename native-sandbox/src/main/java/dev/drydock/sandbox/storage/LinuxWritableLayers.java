package dev.drydock.sandbox.storage;

import dev.drydock.core.container.ContainerId;
import dev.drydock.core.container.WritableLayers;
import dev.drydock.core.error.EngineException.NotFound;
import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.core.layer.ChainId;
import dev.drydock.core.layer.Change;
import dev.drydock.core.reference.Digest;
import dev.drydock.sandbox.linux.FileNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The writable layers of one lab as directories: {@code containers/ID/upper} and {@code work} are overlayfs's,
 * {@code parent} names the stack below.
 */
public final class LinuxWritableLayers implements WritableLayers {
    private final Path labDirectory;
    private final LinuxLayerStore layers;
    private final TreeRemover remover;

    public LinuxWritableLayers(Path labDirectory, LinuxLayerStore layers) {
        this.labDirectory = labDirectory;
        this.layers = layers;
        this.remover = new TreeRemover(labDirectory.resolve("trash"));
    }

    @Override
    public void create(ContainerId container, Optional<ChainId> parent) {
        parent.ifPresent(layers::stack);
        Path directory = labDirectory.resolve(relative(container));
        try {
            Files.createDirectories(directory.resolve("work"));
            Path upper = Files.createDirectories(directory.resolve("upper"));
            Files.setPosixFilePermissions(upper, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.writeString(
                    directory.resolve("parent"), parent.map(ChainId::toString).orElse(""));
        } catch (IOException e) {
            throw failure("make", container, e);
        }
    }

    @Override
    public void remove(ContainerId container) {
        remover.remove(labDirectory.resolve(relative(container)));
    }

    @Override
    public List<Change> changes(ContainerId container) {
        try {
            List<Path> below = new ArrayList<>();
            below.add(layers.initLayer());
            parent(container).map(layers::stack).ifPresent(below::addAll);
            return LayerChanges.between(upper(container), new MergedDirectory(below));
        } catch (IOException e) {
            throw failure("compare", container, e);
        }
    }

    @Override
    public long size(ContainerId container) {
        try {
            return TreeSize.of(upper(container));
        } catch (IOException e) {
            throw failure("measure", container, e);
        }
    }

    @Override
    public Set<ContainerId> list() {
        Path containers = labDirectory.resolve("containers");
        if (Files.notExists(containers)) {
            return Set.of();
        }
        try (Stream<Path> entries = Files.list(containers)) {
            return entries.map(entry -> new ContainerId(FileNames.lastName(entry)))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new SystemFailure("cannot list the writable layers in " + containers + ": " + e, e);
        }
    }

    /** Where the container's layer is, below the lab's directory. */
    static String relative(ContainerId container) {
        return "containers/" + container.value();
    }

    /** The stack below a container's layer. */
    Optional<ChainId> parent(ContainerId container) throws IOException {
        Path file = labDirectory.resolve(relative(container)).resolve("parent");
        if (Files.notExists(file)) {
            throw new NotFound("the container " + container + " has no writable layer");
        }
        String text = Files.readString(file);
        return text.isEmpty() ? Optional.empty() : Optional.of(new ChainId(Digest.parse(text)));
    }

    private Path upper(ContainerId container) {
        Path upper = labDirectory.resolve(relative(container)).resolve("upper");
        if (Files.notExists(upper)) {
            throw new NotFound("the container " + container + " has no writable layer");
        }
        return upper;
    }

    private static SystemFailure failure(String action, ContainerId container, IOException cause) {
        return new SystemFailure("cannot " + action + " the writable layer of " + container + ": " + cause, cause);
    }
}
