package dev.drydock.core.container;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.network.Endpoint;
import dev.drydock.core.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code docker network connect} and {@code disconnect}: of running containers at once, of others for their next start. */
public final class NetworkConnections {
    private static final String ALONE = "container sharing network namespace with another container or host cannot be"
            + " connected to any other network";
    private static final String NONE =
            "container cannot be connected to multiple networks with one of the networks in" + " private (none) mode";
    private final ContainerServices services;
    private final ContainerIndex index;
    private final ContainerNetworking networking;

    NetworkConnections(ContainerServices services, ContainerIndex index, ContainerNetworking networking) {
        this.services = services;
        this.index = index;
        this.networking = networking;
    }

    /** Who has which name. */
    public ContainerLookup lookup() {
        return new ContainerLookup(index, services.networks());
    }

    /** {@code docker network connect} for the container of a key. */
    public void connect(String key, EndpointConfig asked) {
        Network network = networking.networks().find(asked.network());
        LiveContainer live = index.find(key);
        NetworkModeRules.checkAddresses(asked);
        live.locked(() -> {
            Container container = live.value();
            check(container, network, asked);
            EndpointConfig wanted = asked.on(network.name());
            if (container.isRunning()) {
                connectRunning(live, wanted, network);
            } else if (isIn(container, network).isEmpty()) {
                live.setNetworks(with(container.networks(), wanted), container.endpoints());
            }
            services.store().save(live.stored());
        });
    }

    private static void check(Container container, Network network, EndpointConfig asked) {
        if (container.hostConfig().isHostNetwork()
                || container.hostConfig().sharedNetworkOf().isPresent()) {
            throw new EngineException.InvalidParameter(ALONE);
        }
        if (network.driver().equals("host")) {
            throw new EngineException.InvalidParameter(NetworkModeRules.HOST_ALONE);
        }
        boolean isOnNone = container.networks().stream()
                .anyMatch(config -> config.network().equals("none"));
        if ((network.driver().equals("null") && !container.networks().isEmpty())
                || (isOnNone && !network.driver().equals("null"))) {
            throw new EngineException.InvalidParameter(NONE);
        }
        if (!network.isUserDefined() && !asked.aliases().isEmpty()) {
            throw new EngineException.InvalidParameter(
                    "network-scoped alias is supported only for containers in user defined networks");
        }
    }

    private static Optional<EndpointConfig> isIn(Container container, Network network) {
        return container.networks().stream()
                .filter(config -> config.isFor(network))
                .findFirst();
    }

    private static List<EndpointConfig> with(List<EndpointConfig> networks, EndpointConfig added) {
        List<EndpointConfig> all = new ArrayList<>(networks);
        all.add(added);
        return all;
    }

    private void connectRunning(LiveContainer live, EndpointConfig wanted, Network network) {
        Container container = live.value();
        if (isIn(container, network).isPresent()) {
            throw new EngineException.Forbidden(
                    "endpoint with name " + container.name() + " already exists in network " + network.name());
        }
        List<Endpoint> added =
                networking.joinOneMore(container, wanted, network).stream().toList();
        List<Endpoint> endpoints = new ArrayList<>(container.endpoints());
        endpoints.addAll(added);
        live.setNetworks(with(container.networks(), wanted), endpoints);
        try {
            change(live.value(), List.of(), added);
        } catch (EngineException e) {
            live.setNetworks(container.networks(), container.endpoints());
            networking.networks().leave(network, added, container.id().value());
            throw e;
        }
    }

    private void change(Container next, List<Endpoint> removed, List<Endpoint> added) {
        services.runtime()
                .change(new NetworkChange(
                        next.id(),
                        removed,
                        added,
                        networking.defaultRoutes(next.networks(), next.endpoints()),
                        networking.hasNames(next.endpoints()),
                        networking.hosts(next, networking.hostname(next)),
                        networking.resolver(next)));
        networking.publishAgain(next, services.runtime());
    }

    /**
     * {@code docker network disconnect}.
     *
     * @param container key of one
     * @param force also from a network that is gone
     */
    public void disconnect(String container, String key, boolean force) {
        disconnect(index.find(container), key, force);
    }

    private void disconnect(LiveContainer live, String key, boolean force) {
        Optional<Network> found = find(live, key, force);
        live.locked(() -> {
            Container container = live.value();
            if (container.hostConfig().isHostNetwork()
                    && found.filter(network -> network.driver().equals("host")).isPresent()) {
                throw new EngineException.InvalidParameter(NetworkModeRules.HOST_ALONE);
            }
            EndpointConfig config = found.flatMap(network -> isIn(container, network))
                    .or(() -> container.networks().stream()
                            .filter(one -> one.network().equals(key))
                            .findFirst())
                    .orElseThrow(() -> new EngineException.Forbidden("container " + container.id()
                            + " is not connected to " + (container.isRunning() ? "network " : "the network ")
                            + found.map(Network::name).orElse(key)));
            List<EndpointConfig> rest = new ArrayList<>(container.networks());
            rest.remove(config);
            if (container.isRunning() && found.isPresent()) {
                disconnectRunning(live, rest, found.get());
            } else {
                live.setNetworks(rest, container.endpoints());
                found.ifPresent(network -> networking
                        .networks()
                        .leave(network, List.of(), container.id().value()));
            }
            services.store().save(live.stored());
        });
    }

    /** Empty for one that is gone, which a container may still name. */
    private Optional<Network> find(LiveContainer live, String key, boolean force) {
        try {
            return Optional.of(networking.networks().find(key));
        } catch (EngineException.NotFound e) {
            boolean isNamed = live.value().networks().stream()
                    .anyMatch(config -> config.network().equals(key));
            if (isNamed || force) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private void disconnectRunning(LiveContainer live, List<EndpointConfig> rest, Network network) {
        Container container = live.value();
        List<Endpoint> removed = new ArrayList<>();
        List<Endpoint> endpoints = new ArrayList<>();
        container
                .endpoints()
                .forEach(endpoint -> (endpoint.network().equals(network.id()) ? removed : endpoints).add(endpoint));
        live.setNetworks(rest, endpoints);
        try {
            change(live.value(), removed, List.of());
        } catch (EngineException e) {
            live.setNetworks(container.networks(), container.endpoints());
            throw e;
        }
        networking.networks().leave(network, removed, container.id().value());
    }
}
