package dev.drydock.sandbox.metadata;

import dev.drydock.core.container.ContainerId;
import dev.drydock.core.container.ContainerStore;
import dev.drydock.core.container.StoredContainer;
import dev.drydock.sandbox.metadata.DurableFiles.Durability;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One lab's containers, one file each. */
public final class FileContainerStore implements ContainerStore {
    private final DocumentFolder<ContainerDocument> folder;
    /** Which containers survive only the server; what is not known to be one of them is treated as the others. */
    private final Set<ContainerId> passing = ConcurrentHashMap.newKeySet();

    public FileContainerStore(Path directory) {
        folder = new DocumentFolder<>(directory, ContainerDocument.class, ContainerDocument::id);
    }

    @Override
    public List<StoredContainer> load() {
        return folder.load(ContainerDocument::read);
    }

    @Override
    public void save(StoredContainer stored) {
        ContainerId id = stored.container().id();
        boolean passes = stored.container().hostConfig().autoRemove();
        if (passes) {
            passing.add(id);
        }
        folder.save(ContainerDocument.of(stored), passes ? Durability.SERVER : Durability.MACHINE);
    }

    @Override
    public void setAside(ContainerId id, String reason) {
        folder.setAside(id.value(), reason);
    }

    @Override
    public void delete(ContainerId id) {
        folder.delete(id.value(), passing.remove(id) ? Durability.SERVER : Durability.MACHINE);
    }
}
