package dev.drydock.lessons.check;

import dev.drydock.core.container.Container;
import dev.drydock.core.container.EndpointConfig;
import dev.drydock.core.container.HostConfig;
import dev.drydock.core.container.Resources;
import dev.drydock.core.container.RestartPolicy;
import dev.drydock.core.network.Network;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The properties of containers. */
final class ContainerTraits {
    static final Traits<Container> ALL = new Traits<>(
            "container",
            Container::name,
            Map.of(
                    Property.RESTART,
                    (container, _) -> List.of(restart(container.hostConfig().restartPolicy())),
                    Property.USER,
                    (container, _) -> List.of(container.config().user()),
                    Property.ENV,
                    (container, _) -> container.config().environment(),
                    Property.LABEL,
                    (container, _) -> pairs(container.config().labels()),
                    Property.NETWORK,
                    ContainerTraits::networks,
                    Property.ALIAS,
                    (container, _) -> aliases(container),
                    Property.PUBLISH,
                    (container, _) -> ports(container),
                    Property.HOSTNAME,
                    (container, _) -> List.of(container.config().hostname()),
                    Property.WORKDIR,
                    (container, _) -> List.of(container.config().workingDirectory())),
            Map.of(
                    Property.MEMORY,
                    container -> container.hostConfig().resources().memory(),
                    Property.CPUS,
                    container -> nanoCpus(container.hostConfig().resources()),
                    Property.PIDS_LIMIT,
                    container -> Math.max(0, container.hostConfig().resources().pidsLimit()),
                    Property.RESTARTS,
                    Container::restartCount),
            Map.of(
                    Property.INIT,
                    container -> container.hostConfig().init(),
                    Property.READ_ONLY,
                    container -> container.hostConfig().readOnlyRoot(),
                    Property.OOM_KILLED,
                    container -> container.state().isOutOfMemory()));

    private static final long NANO = 1_000_000_000;
    private static final long DEFAULT_PERIOD = 100_000;

    private ContainerTraits() {}

    /** Whether it is about what became of the container, not about how it was made. */
    static boolean isOutcome(Trait trait) {
        return trait.property() == Property.OOM_KILLED || trait.property() == Property.RESTARTS;
    }

    static List<String> pairs(Map<String, String> map) {
        return map.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .sorted()
                .toList();
    }

    private static String restart(RestartPolicy policy) {
        return policy instanceof RestartPolicy.OnFailure(int most) && most > 0
                ? policy.word() + ":" + most
                : policy.word();
    }

    private static long nanoCpus(Resources resources) {
        if (resources.nanoCpus() > 0 || resources.cpuQuota() <= 0) {
            return resources.nanoCpus();
        }
        long period = resources.cpuPeriod() > 0 ? resources.cpuPeriod() : DEFAULT_PERIOD;
        return resources.cpuQuota() * NANO / period;
    }

    /** As {@code -p} takes them, {@code 8080:80/tcp}; with the address where it is not any. */
    private static List<String> ports(Container container) {
        return container.ports().stream()
                .map(port -> (Set.of("0.0.0.0", "::").contains(port.hostIp()) ? "" : port.hostIp() + ":")
                        + port.hostPort() + ":" + port.containerPort())
                .distinct()
                .toList();
    }

    private static List<String> aliases(Container container) {
        return container.networks().stream()
                .flatMap(network -> network.aliases().stream())
                .toList();
    }

    /** By their names, whatever the user called them; of one that shares another's network {@code container:NAME}. */
    private static List<String> networks(Container container, Snapshot snapshot) {
        HostConfig host = container.hostConfig();
        Stream<String> shared = Stream.of(host.networkMode())
                .filter(mode -> mode.startsWith("container:"))
                .map(mode -> "container:" + name(mode.substring("container:".length()), snapshot));
        return Stream.concat(
                        container.networks().stream()
                                .map(EndpointConfig::network)
                                .map(key ->
                                        find(key, snapshot).map(Network::name).orElse(key)),
                        shared)
                .toList();
    }

    private static String name(String key, Snapshot snapshot) {
        return snapshot.containers().stream()
                .filter(other -> other.id().value().startsWith(key))
                .map(Container::name)
                .findFirst()
                .orElse(key);
    }

    private static Optional<Network> find(String key, Snapshot snapshot) {
        return snapshot.networks().stream()
                .filter(network ->
                        network.name().equals(key) || network.id().value().startsWith(key))
                .findFirst();
    }

    /** Whether it is on a network, running or not. */
    static boolean isOn(Container container, Network network, Snapshot snapshot) {
        return networks(container, snapshot).contains(network.name());
    }
}
