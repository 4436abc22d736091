package dev.drydock.core.simulated;

import dev.drydock.core.container.ContainerId;
import dev.drydock.core.container.ContainerStore;
import dev.drydock.core.container.StoredContainer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One lab's containers on the heap. */
public final class InMemoryContainerStore implements ContainerStore {
    private final Map<ContainerId, StoredContainer> containers = new ConcurrentHashMap<>();

    @Override
    public List<StoredContainer> load() {
        return List.copyOf(containers.values());
    }

    @Override
    public void save(StoredContainer container) {
        containers.put(container.container().id(), container);
    }

    @Override
    public void setAside(ContainerId id, String reason) {
        delete(id);
    }

    @Override
    public void delete(ContainerId id) {
        containers.remove(id);
    }
}
