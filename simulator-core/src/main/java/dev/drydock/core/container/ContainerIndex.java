package dev.drydock.core.container;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.id.HexId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** All containers of an engine, found as users name them. */
final class ContainerIndex {
    private static final Comparator<Container> NEWEST_FIRST = Comparator.comparing(Container::createdAt)
            .reversed()
            .thenComparing(container -> container.id().value());
    private static final int ID_DIGITS = 64;
    private final Map<ContainerId, LiveContainer> containers = new ConcurrentHashMap<>();
    private final ContainerNames names = new ContainerNames();

    ContainerNames names() {
        return names;
    }

    void add(LiveContainer live) {
        containers.put(live.value().id(), live);
    }

    void remove(LiveContainer live) {
        containers.remove(live.value().id());
        names.release(live.value().name(), live.value().id());
    }

    Optional<LiveContainer> byId(ContainerId id) {
        return Optional.ofNullable(containers.get(id));
    }

    /** Full id first, then name, then prefix of an id, as in Docker. */
    LiveContainer find(String key) {
        LiveContainer exact = key.lastIndexOf('/') > 0 ? linked(ContainerNames.withoutSlash(key)) : exact(key);
        if (exact != null) {
            return exact;
        }
        List<LiveContainer> matches = key.isEmpty()
                ? List.of()
                : containers.values().stream()
                        .filter(live -> live.value().id().value().startsWith(key))
                        .limit(2)
                        .toList();
        if (matches.size() > 1) {
            throw new EngineException.InvalidParameter("multiple IDs found with provided prefix: " + key);
        }
        if (matches.isEmpty()) {
            throw new EngineException.NotFound("No such container: " + key);
        }
        return matches.getFirst();
    }

    /** By the name that a link gives it: {@code web/store}. */
    private @Nullable LiveContainer linked(String key) {
        int slash = key.indexOf('/');
        LiveContainer owner = exact(key.substring(0, slash));
        String alias = key.substring(slash + 1);
        return owner == null
                ? null
                : owner.value().hostConfig().links().stream()
                        .filter(link -> link.alias().equals(alias))
                        .findFirst()
                        .map(link -> containers.get(new ContainerId(link.target())))
                        .orElse(null);
    }

    private @Nullable LiveContainer exact(String key) {
        if (key.length() == ID_DIGITS && HexId.isValid(key)) {
            LiveContainer byId = containers.get(new ContainerId(key));
            if (byId != null) {
                return byId;
            }
        }
        // Reserved for a container that is still being made: it does not exist yet.
        return names.owner(ContainerNames.withoutSlash(key))
                .map(containers::get)
                .orElse(null);
    }

    Collection<LiveContainer> all() {
        return containers.values();
    }

    /** The present values, newest first. */
    List<Container> values() {
        return containers.values().stream()
                .map(LiveContainer::value)
                .sorted(NEWEST_FIRST)
                .toList();
    }
}
