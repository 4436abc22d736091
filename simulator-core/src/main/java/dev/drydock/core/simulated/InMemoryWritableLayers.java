package dev.drydock.core.simulated;

import dev.drydock.core.container.ContainerId;
import dev.drydock.core.container.WritableLayers;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.layer.ChainId;
import dev.drydock.core.layer.Change;
import dev.drydock.core.layer.ChangeKind;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Writable layers on the heap. */
public final class InMemoryWritableLayers implements WritableLayers {
    private final InMemoryLayerStore layers;
    private final Map<ContainerId, Writable> containers = new ConcurrentHashMap<>();

    public InMemoryWritableLayers(InMemoryLayerStore layers) {
        this.layers = layers;
    }

    /** The same layers, of which each is changed by itself from now on. */
    InMemoryWritableLayers copy() {
        InMemoryWritableLayers copy = new InMemoryWritableLayers(layers);
        containers.forEach(
                (id, writable) -> copy.containers.put(id, new Writable(writable.below, writable.files.copy())));
        return copy;
    }

    @Override
    public void create(ContainerId container, Optional<ChainId> parent) {
        if (parent.isPresent() && layers.find(parent.get()).isEmpty()) {
            throw new EngineException.NotFound("layer " + parent.get() + " not found");
        }
        SimulatedFiles below = layers.stack(parent);
        if (containers.putIfAbsent(container, new Writable(below, below.copy())) != null) {
            throw new EngineException.Conflict("container " + container + " has a writable layer already");
        }
    }

    @Override
    public void remove(ContainerId container) {
        containers.remove(container);
    }

    @Override
    public List<Change> changes(ContainerId container) {
        Writable writable = find(container);
        return writable.files.changes(writable.below);
    }

    @Override
    public long size(ContainerId container) {
        SimulatedFiles files = find(container).files;
        return changes(container).stream()
                .filter(change -> change.kind() != ChangeKind.DELETED)
                .mapToLong(change -> files.find(change.path())
                        .map(file -> file.stat().size())
                        .orElse(0L))
                .sum();
    }

    @Override
    public void archive(ContainerId container, OutputStream tar) throws IOException {
        Writable writable = find(container);
        writable.files.layer(writable.below, tar);
    }

    @Override
    public Set<ContainerId> list() {
        return Set.copyOf(containers.keySet());
    }

    private Writable find(ContainerId container) {
        Writable writable = containers.get(container);
        if (writable == null) {
            throw new EngineException.NotFound("container " + container + " has no writable layer");
        }
        return writable;
    }

    /** The container's root file system. */
    SimulatedFiles files(ContainerId container) {
        return find(container).files;
    }

    /** Whether the container's root file system has this absolute path. */
    boolean hasPath(ContainerId container, String path) {
        return files(container).find(path).isPresent();
    }

    private record Writable(SimulatedFiles below, SimulatedFiles files) {}
}
