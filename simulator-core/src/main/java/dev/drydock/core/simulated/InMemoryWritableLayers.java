package dev.drydock.core.simulated;

import dev.drydock.core.container.ContainerId;
import dev.drydock.core.container.WritableLayers;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.layer.ChainId;
import dev.drydock.core.layer.Change;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Writable layers that nothing is ever written to. */
public final class InMemoryWritableLayers implements WritableLayers {
    private final InMemoryLayerStore layers;
    private final Map<ContainerId, Optional<ChainId>> parents = new ConcurrentHashMap<>();

    public InMemoryWritableLayers(InMemoryLayerStore layers) {
        this.layers = layers;
    }

    @Override
    public void create(ContainerId container, Optional<ChainId> parent) {
        if (parent.isPresent() && layers.find(parent.get()).isEmpty()) {
            throw new EngineException.NotFound("layer " + parent.get() + " not found");
        }
        if (parents.putIfAbsent(container, parent) != null) {
            throw new EngineException.Conflict("container " + container + " has a writable layer already");
        }
    }

    @Override
    public void remove(ContainerId container) {
        parents.remove(container);
    }

    @Override
    public List<Change> changes(ContainerId container) {
        parent(container);
        return List.of();
    }

    @Override
    public long size(ContainerId container) {
        parent(container);
        return 0;
    }

    @Override
    public Set<ContainerId> list() {
        return Set.copyOf(parents.keySet());
    }

    private Optional<ChainId> parent(ContainerId container) {
        Optional<ChainId> parent = parents.get(container);
        if (parent == null) {
            throw new EngineException.NotFound("container " + container + " has no writable layer");
        }
        return parent;
    }

    /** Whether the container's root file system has this absolute path. */
    boolean hasPath(ContainerId container, String path) {
        return layers.hasPath(parent(container), path);
    }
}
