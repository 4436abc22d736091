package dev.drydock.core.container;

import dev.drydock.core.error.EngineException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Links between containers on the default bridge: who knows whom under which name. */
final class ContainerLinks {
    private final ContainerIndex index;

    ContainerLinks(ContainerIndex index) {
        this.index = index;
    }

    /** Finds what the links of a new container lead to. */
    HostConfig resolve(HostConfig host) {
        if (host.links().isEmpty()) {
            return host;
        }
        List<Link> links = host.links().stream().map(this::resolve).toList();
        return host.with(draft -> draft.links = links);
    }

    private Link resolve(Link wanted) {
        Container target;
        try {
            target = index.find(wanted.target()).value();
        } catch (EngineException.NotFound e) {
            throw new EngineException.InvalidParameter(
                    "could not get container for " + wanted.target() + ": " + e.getMessage(), e);
        }
        if (target.hostConfig().isHostNetwork()) {
            throw new EngineException.InvalidParameter(NetworkModeRules.HOST_AND_LINKS);
        }
        return new Link(target.id().value(), target.name(), wanted.alias());
    }

    /** A link whose other end is there and runs. */
    record Live(Link link, Container target, String address) {}

    /** The other ends of all links, which must run. */
    List<Live> live(Container container) {
        List<Live> live = new ArrayList<>();
        for (Link link : container.hostConfig().links()) {
            Container target = index.byId(new ContainerId(link.target()))
                    .map(LiveContainer::value)
                    .filter(Container::isRunning)
                    .orElseThrow(() -> notRunning(container, link));
            String address = target.endpoints().stream()
                    .findFirst()
                    .map(endpoint -> endpoint.address().getHostAddress())
                    .orElseThrow(() -> new EngineException.SystemFailure(
                            "container /" + target.name() + " not attached to default bridge network"));
            live.add(new Live(link, target, address));
        }
        return live;
    }

    private EngineException notRunning(Container container, Link link) {
        return new EngineException.SystemFailure("Cannot link to a non running container: /" + targetName(link)
                + " AS /" + container.name() + "/" + link.alias());
    }

    private String targetName(Link link) {
        return index.byId(new ContainerId(link.target()))
                .map(target -> target.value().name())
                .orElse(link.name());
    }

    List<String> environment(Container container) {
        return live(container).stream()
                .flatMap(live ->
                        LinkEnvironment.of(container.name(), live.link(), live.target(), live.address()).stream())
                .toList();
    }

    /** Lines of {@code /etc/hosts}. */
    List<String> hostLines(Container container) {
        return live(container).stream()
                .map(live -> {
                    String name = live.target().name();
                    String alias = live.link().alias();
                    String names = alias + " " + live.target().config().hostname();
                    return live.address() + "\t" + (alias.equals(name) ? names : names + " " + name);
                })
                .toList();
    }

    /** As the API shows them: {@code /db:/web/store}. */
    List<String> shown(Container container) {
        return container.hostConfig().links().stream()
                .map(link -> "/" + targetName(link) + ":/" + container.name() + "/" + link.alias())
                .toList();
    }

    /** The names that others have for containers, such as {@code web/store}, sorted; by the id of whom they mean. */
    Map<ContainerId, List<String>> aliases() {
        Map<ContainerId, List<String>> aliases = new HashMap<>();
        for (LiveContainer live : index.all()) {
            Container owner = live.value();
            for (Link link : owner.hostConfig().links()) {
                aliases.computeIfAbsent(new ContainerId(link.target()), _ -> new ArrayList<>())
                        .add(owner.name() + "/" + link.alias());
            }
        }
        aliases.values().forEach(Collections::sort);
        return aliases;
    }

    /** Takes a link away by its name, such as {@code web/store}. */
    LiveContainer unlink(String key) {
        String name = ContainerNames.withoutSlash(key);
        int slash = name.indexOf('/');
        if (slash < 0) {
            index.find(key);
            throw new EngineException.Conflict("Conflict, cannot remove the default link name of the container");
        }
        index.find(key);
        LiveContainer owner = index.find(name.substring(0, slash));
        String alias = name.substring(slash + 1);
        owner.locked(() -> {
            HostConfig host = owner.value().hostConfig();
            List<Link> links = host.links().stream()
                    .filter(link -> !link.alias().equals(alias))
                    .toList();
            owner.setHostConfig(host.with(draft -> draft.links = links));
        });
        return owner;
    }
}
