package dev.drydock.core.container;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.network.Endpoint;
import dev.drydock.core.network.Network;
import dev.drydock.core.network.Networks;
import java.util.List;
import java.util.Optional;

/** Gives containers their places on networks when they start and takes them back when they end. */
final class ContainerNetworking {
    private static final String LOCAL_HOSTS = """
            127.0.0.1\tlocalhost
            ::1\tlocalhost ip6-localhost ip6-loopback
            fe00::\tip6-localnet
            ff00::\tip6-mcastprefix
            ff02::1\tip6-allnodes
            ff02::2\tip6-allrouters""";

    private final Networks networks;
    private final ContainerIndex index;
    private final ContainerLinks links;

    ContainerNetworking(Networks networks, ContainerIndex index, ContainerLinks links) {
        this.networks = networks;
        this.index = index;
        this.links = links;
    }

    /** Joins the network of the configuration and notes the endpoints in the container. */
    NetworkSandbox join(LiveContainer live) {
        Container container = live.value();
        HostConfig host = container.hostConfig();
        Optional<String> shared = host.sharedNetworkOf();
        if (shared.isPresent()) {
            return new NetworkSandbox.Shared(running(shared.get()).id());
        }
        Network network = networks.find(host.networkName());
        List<Endpoint> endpoints =
                networks
                        .join(
                                network,
                                container.id().value(),
                                container.config().macAddress())
                        .stream()
                        .toList();
        live.setEndpoints(endpoints);
        return host.isHostNetwork() ? new NetworkSandbox.Host() : new NetworkSandbox.Own(endpoints);
    }

    private Container running(String key) {
        Container other = index.find(key).value();
        if (!other.isRunning()) {
            throw new EngineException.Conflict("cannot join network of a non running container: " + other.id());
        }
        return other;
    }

    /** Takes up again the places of a container that outlived the server; {@code NotFound} where its network did not. */
    void rejoin(Container container) {
        if (container.hostConfig().sharedNetworkOf().isEmpty()) {
            networks.find(container.hostConfig().networkName());
        }
        container.endpoints().forEach(networks::rejoin);
    }

    /** Gives the places back. The container keeps the addresses of its last run as a note. */
    void leave(Container container) {
        if (container.hostConfig().sharedNetworkOf().isEmpty()) {
            Network network = networks.find(container.hostConfig().networkName());
            networks.leave(network, container.endpoints(), container.id().value());
        }
    }

    /** The host name of the network's owner when the network is shared. */
    String hostname(Container container) {
        return container
                .hostConfig()
                .sharedNetworkOf()
                .map(key -> running(key).config().hostname())
                .orElse(container.config().hostname());
    }

    /** The environment that tells of linked containers. */
    List<String> linkEnvironment(Container container) {
        return links.environment(container);
    }

    /** What {@code /etc/hosts} holds, without the last line break. */
    String hosts(Container container, String hostname) {
        StringBuilder lines = new StringBuilder(LOCAL_HOSTS);
        String gateway = networks.find(Networks.DEFAULT).gateway();
        container
                .hostConfig()
                .names()
                .hostLines(gateway)
                .forEach(line -> lines.append('\n').append(line));
        links.hostLines(container).forEach(line -> lines.append('\n').append(line));
        String domain = container.config().domainname();
        String names = domain.isEmpty() ? hostname : hostname + "." + domain + " " + hostname;
        for (Endpoint endpoint : container.endpoints()) {
            lines.append('\n')
                    .append(endpoint.address().getHostAddress())
                    .append('\t')
                    .append(names);
        }
        return lines.toString();
    }
}
