package dev.drydock.core.simulated;

import dev.drydock.core.registry.RegistryStore;
import dev.drydock.core.registry.Repository;
import dev.drydock.core.registry.RepositoryPath;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A registry's repositories on the heap. */
public final class InMemoryRegistryStore implements RegistryStore {
    private final Map<RepositoryPath, Repository> repositories = new ConcurrentHashMap<>();

    @Override
    public List<Repository> load() {
        return List.copyOf(repositories.values());
    }

    @Override
    public void save(Repository repository) {
        repositories.put(repository.path(), repository);
    }

    @Override
    public void delete(RepositoryPath path) {
        repositories.remove(path);
    }
}
