package dev.drydock.core.container;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.error.GoNumbers;
import dev.drydock.core.filter.Labels;
import dev.drydock.core.filter.SearchPattern;
import dev.drydock.core.image.Image;
import dev.drydock.core.image.Images;
import dev.drydock.core.network.PublishedPort;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The filters of {@code docker ps}: words are joined by "and", several values of one word by "or". */
final class ContainerFilters {
    private static final Set<String> PHASES =
            Set.of("paused", "restarting", "removing", "running", "dead", "created", "exited");
    private static final Set<String> HEALTH = Set.of("none", "starting", "healthy", "unhealthy");
    private static final Set<String> TRUE = Set.of("1", "true");
    private static final Set<String> FALSE = Set.of("0", "false");
    private final ContainerIndex index;
    private final ContainerLinks links;
    private final Images images;

    ContainerFilters(ContainerIndex index, ContainerLinks links, Images images) {
        this.index = index;
        this.links = links;
        this.images = images;
    }

    List<Container> list(ContainerFilter filter) {
        Predicate<Container> wanted = container -> true;
        for (Map.Entry<String, List<String>> term : filter.terms().entrySet()) {
            wanted = wanted.and(term(term.getKey(), term.getValue()));
        }
        boolean choosesState = !filter.terms().getOrDefault("status", List.of()).isEmpty();
        boolean all = filter.all() || filter.limit() > 0 || choosesState;
        return index.values().stream()
                .filter(container -> all || container.isRunning() || isRestarting(container))
                .filter(wanted)
                .limit(filter.limit() > 0 ? filter.limit() : Long.MAX_VALUE)
                .toList();
    }

    private static boolean isRestarting(Container container) {
        return container.state() instanceof ContainerState.Restarting;
    }

    private Predicate<Container> term(String word, List<String> values) {
        return switch (word) {
            case "id" -> any(values, this::id);
            case "name" -> any(values, this::name);
            case "status" -> any(values, ContainerFilters::status);
            case "exited" -> any(values, ContainerFilters::exited);
            case "label" -> labelled(values);
            case "ancestor" -> any(values, this::ancestor);
            case "before" -> any(values, value -> created(value, true));
            case "since" -> any(values, value -> created(value, false));
            case "network" -> any(values, ContainerFilters::network);
            case "health" -> any(values, ContainerFilters::health);
            case "is-task" -> any(List.of(isTask(values)), value -> container -> !value);
            case "expose" -> any(values, value -> exposed(PortRange.parse(word, value)));
            // No ports of the lab host can be given to a container.
            case "publish" -> any(values, value -> published(PortRange.parse(word, value)));
            case "volume" -> any(values, value -> container -> container.hasMount(value));
            // There is only the default one, which dockerd on Linux does not even look at.
            case "isolation" -> container -> true;
            default -> throw new EngineException.InvalidParameter("invalid filter '" + word + "'");
        };
    }

    private static <T> Predicate<Container> any(List<T> values, Function<T, Predicate<Container>> test) {
        return values.stream().map(test).reduce(Predicate::or).orElse(container -> true);
    }

    /** Those that have all of the labels, {@code name} or {@code name=value}. */
    private static Predicate<Container> labelled(List<String> values) {
        return container -> Labels.haveAll(container.config().labels(), values);
    }

    /** Only an unambiguous beginning counts. */
    private Predicate<Container> id(String value) {
        List<ContainerId> found = index.all().stream()
                .map(live -> live.value().id())
                .filter(id -> !value.isEmpty() && id.value().startsWith(value))
                .limit(2)
                .toList();
        return container -> found.size() == 1 && found.contains(container.id());
    }

    private Predicate<Container> name(String value) {
        SearchPattern pattern = SearchPattern.of(value);
        Map<ContainerId, List<String>> aliases = links.aliases();
        return container -> Stream.concat(
                        Stream.of(container.name()), aliases.getOrDefault(container.id(), List.of()).stream())
                .anyMatch(name -> pattern.matches(name) || pattern.matches("/" + name));
    }

    private static Predicate<Container> status(String value) {
        if (!PHASES.contains(value)) {
            throw new EngineException.InvalidParameter("invalid filter 'status=" + value + "'");
        }
        return container -> container.state().word().equals(value);
    }

    private static Predicate<Container> health(String value) {
        if (!HEALTH.contains(value)) {
            throw new EngineException.InvalidParameter("Unrecognised filter value for health: " + value);
        }
        return container -> container
                .health()
                .map(health -> health.status().word())
                .orElse("none")
                .equals(value);
    }

    private static Predicate<Container> exited(String value) {
        long code = GoNumbers.atoi(value);
        return container -> container.state() instanceof ContainerState.Exited exited
                && exited.status().code() == code;
    }

    /** Containers of the image, or of images that have its layers at their bottom. */
    private Predicate<Container> ancestor(String value) {
        Optional<Image> image = lookUp(value);
        return container -> image.isPresent()
                && (container.imageId().equals(image.get().id()) || isBasedOn(container, image.get()));
    }

    private Optional<Image> lookUp(String key) {
        try {
            return Optional.of(images.find(key));
        } catch (EngineException.NotFound | EngineException.InvalidParameter e) {
            return Optional.empty();
        }
    }

    private boolean isBasedOn(Container container, Image base) {
        return lookUp(container.imageId().toString())
                .filter(image -> image.layers().size() > base.layers().size())
                .filter(image -> image.layers().subList(0, base.layers().size()).equals(base.layers()))
                .isPresent();
    }

    private Predicate<Container> created(String key, boolean before) {
        var moment = index.find(key).value().createdAt();
        return container -> before
                ? container.createdAt().isBefore(moment)
                : container.createdAt().isAfter(moment);
    }

    private static Predicate<Container> network(String value) {
        return container -> container.networks().stream()
                        .anyMatch(config -> config.network().equals(value))
                || (container.hostConfig().sharedNetworkOf().isEmpty()
                        && container.endpoints().stream()
                                .anyMatch(endpoint -> endpoint.network().value().startsWith(value)));
    }

    private static Predicate<Container> published(PortRange range) {
        return container -> container.isRunning()
                && container.ports().stream()
                        .anyMatch(port ->
                                range.contains(port.hostPort() + "/" + PublishedPort.protocol(port.containerPort())));
    }

    private static Predicate<Container> exposed(PortRange range) {
        return container -> container.openPorts().stream().anyMatch(range::contains);
    }

    private static boolean isTask(List<String> values) {
        if (TRUE.containsAll(values) && !values.isEmpty()) {
            return true;
        } else if (FALSE.containsAll(values)) {
            return false;
        }
        throw new EngineException.InvalidParameter("invalid filter 'is-task=" + values + "'");
    }
}
