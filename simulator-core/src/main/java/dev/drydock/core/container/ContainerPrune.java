package dev.drydock.core.container;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.event.EventType;
import dev.drydock.core.filter.PruneFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes the containers that do not run: {@code docker container prune}. */
final class ContainerPrune {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerPrune.class);
    private final ContainerServices services;
    private final ContainerIndex index;
    private final Consumer<String> remove;
    private final ReentrantLock running = new ReentrantLock();

    /** @param remove takes one away that does not run */
    ContainerPrune(ContainerServices services, ContainerIndex index, Consumer<String> remove) {
        this.services = services;
        this.index = index;
        this.remove = remove;
    }

    PrunedContainers prune(Map<String, List<String>> terms) {
        if (!running.tryLock()) {
            throw new EngineException.Conflict("a prune operation is already running");
        }
        try {
            PruneFilter wanted =
                    PruneFilter.of(terms, Set.of(), services.clock().instant());
            List<ContainerId> removed = new ArrayList<>();
            long space = 0;
            for (Container container : index.values()) {
                if (!container.isRunning() && wanted.matches(container.config().labels(), container.createdAt())) {
                    Optional<Long> freed = remove(container.id());
                    freed.ifPresent(_ -> removed.add(container.id()));
                    space += freed.orElse(0L);
                }
            }
            services.events().publish(EventType.CONTAINER, "prune", "", Map.of("reclaimed", Long.toString(space)));
            return new PrunedContainers(removed, space);
        } finally {
            running.unlock();
        }
    }

    /** How many bytes that frees; empty for one that stays: somebody may have started or removed it meanwhile. */
    private Optional<Long> remove(ContainerId id) {
        try {
            long size = services.layers().size(id);
            remove.accept(id.value());
            return Optional.of(size);
        } catch (EngineException e) {
            LOG.info("container {} is not pruned: {}", id, e.getMessage());
            return Optional.empty();
        }
    }
}
