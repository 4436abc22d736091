package dev.drydock.core.container;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.event.EventType;
import dev.drydock.core.time.GoTimestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes the containers that do not run: {@code docker container prune}. */
final class ContainerPrune {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerPrune.class);
    private static final String LABEL = "label";
    private static final String NO_LABEL = "label!";
    private static final String UNTIL = "until";
    private static final Set<String> WORDS = Set.of(LABEL, NO_LABEL, UNTIL);
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
            Predicate<Container> wanted = wanted(terms);
            List<ContainerId> removed = new ArrayList<>();
            long space = 0;
            for (Container container : index.values()) {
                if (!container.isRunning() && wanted.test(container)) {
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

    private Predicate<Container> wanted(Map<String, List<String>> terms) {
        for (String word : terms.keySet()) {
            if (!WORDS.contains(word)) {
                throw new EngineException.InvalidParameter("invalid filter '" + word + "'");
            }
        }
        Predicate<Container> wanted = ContainerFilters.labelled(terms.getOrDefault(LABEL, List.of()));
        List<String> unwanted = terms.getOrDefault(NO_LABEL, List.of());
        if (!unwanted.isEmpty()) {
            // As in Docker: only one that has all of them stays.
            wanted = wanted.and(ContainerFilters.labelled(unwanted).negate());
        }
        List<String> until = terms.getOrDefault(UNTIL, List.of());
        if (until.size() > 1) {
            throw new EngineException.InvalidParameter("more than one until filter specified");
        } else if (until.size() == 1) {
            Instant latest =
                    GoTimestamp.parse(until.getFirst(), services.clock().instant());
            wanted = wanted.and(container -> !container.createdAt().isAfter(latest));
        }
        return wanted;
    }
}
