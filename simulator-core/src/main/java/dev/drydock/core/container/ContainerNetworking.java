package dev.drydock.core.container;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.network.Addresses;
import dev.drydock.core.network.BridgeOptions;
import dev.drydock.core.network.DefaultRoutes;
import dev.drydock.core.network.Endpoint;
import dev.drydock.core.network.JoinRequest;
import dev.drydock.core.network.LabNames;
import dev.drydock.core.network.Network;
import dev.drydock.core.network.Networks;
import dev.drydock.core.network.PublishedPort;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Gives containers their places on networks when they start and takes them back when they end. */
final class ContainerNetworking {
    private static final String DEVICE = "eth";
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

    Networks networks() {
        return networks;
    }

    /** Joins the networks of the configuration and notes the endpoints in the container: all of them or none. */
    NetworkSandbox join(LiveContainer live) {
        Container container = live.value();
        HostConfig host = container.hostConfig();
        Optional<String> shared = host.sharedNetworkOf();
        if (shared.isPresent()) {
            return new NetworkSandbox.Shared(running(shared.get()).id());
        }
        List<Endpoint> endpoints = joinAll(container);
        live.setEndpoints(endpoints);
        return host.isHostNetwork()
                ? new NetworkSandbox.Host()
                : new NetworkSandbox.Own(
                        endpoints, defaultRoutes(container.networks(), endpoints), hasNames(endpoints));
    }

    private List<Endpoint> joinAll(Container container) {
        List<Endpoint> endpoints = new ArrayList<>();
        List<Network> joined = new ArrayList<>();
        try {
            for (EndpointConfig wanted : container.networks()) {
                Network network = networks.find(wanted.network());
                join(container, wanted, network, endpoints.size()).ifPresent(endpoints::add);
                joined.add(network);
            }
        } catch (EngineException e) {
            joined.forEach(network -> networks.leave(
                    network, on(network, endpoints), container.id().value()));
            throw e;
        }
        return endpoints;
    }

    /** Lets ports of the lab host lead to a container that has joined its networks. */
    void publish(LiveContainer live, ContainerRuntime runtime) {
        Container container = live.value();
        Optional<Endpoint> out = published(container);
        if (container.hostConfig().ports().isEmpty() || out.isEmpty()) {
            return;
        }
        String binding = networks.byId(out.get().network())
                .flatMap(BridgeOptions::hostBinding)
                .orElse("");
        try {
            List<PublishedPort> ports = networks.ports()
                    .allocate(container.hostConfig().ports(), container.config().exposedPorts(), binding);
            live.setPorts(ports);
            runtime.publish(container.id(), ports, out.get().address());
        } catch (EngineException e) {
            throw new EngineException.SystemFailure(
                    "driver failed programming external connectivity on endpoint " + container.name() + " ("
                            + out.get().endpointId() + "): " + e.getMessage(),
                    // A port that is taken is the student's affair; only the machine's failures have a cause.
                    e.getCause());
        }
    }

    /** The same ports lead elsewhere after a change of networks; nowhere where no network leads out. */
    void publishAgain(Container container, ContainerRuntime runtime) {
        if (!container.ports().isEmpty()) {
            Optional<Endpoint> out = published(container);
            runtime.publish(
                    container.id(),
                    out.isPresent() ? container.ports() : List.of(),
                    out.map(Endpoint::address).orElse(LabNames.REGISTRY_ADDRESS));
        }
    }

    private static List<Endpoint> on(Network network, List<Endpoint> endpoints) {
        return endpoints.stream()
                .filter(endpoint -> endpoint.network().equals(network.id()))
                .toList();
    }

    /** @param number of the device */
    private Optional<Endpoint> join(Container container, EndpointConfig wanted, Network network, int number) {
        if (!network.isUserDefined() && !wanted.aliases().isEmpty()) {
            throw new EngineException.InvalidParameter(
                    "network-scoped alias is supported only for containers in user defined networks");
        }
        String mac = wanted.macAddress().isEmpty() && number == 0
                ? container.config().macAddress()
                : wanted.macAddress();
        return networks.join(
                network,
                new JoinRequest(container.id().value(), DEVICE + number, wanted.address(), wanted.ipv6Address(), mac));
    }

    /** One more place for a running container; empty on networks without addresses. */
    Optional<Endpoint> joinOneMore(Container container, EndpointConfig wanted, Network network) {
        int number = container.endpoints().stream()
                        .mapToInt(endpoint -> Integer.parseInt(endpoint.device().substring(DEVICE.length())))
                        .max()
                        .orElse(-1)
                + 1;
        return join(container, wanted, network, number);
    }

    /** Of several networks that lead out, one has the default route: by priority, then by name. */
    DefaultRoutes defaultRoutes(List<EndpointConfig> wanted, List<Endpoint> endpoints) {
        List<Endpoint> withIpv6 = endpoints.stream()
                .filter(endpoint -> endpoint.ipv6().isPresent())
                .toList();
        return new DefaultRoutes(
                wayOut(wanted, endpoints).map(Endpoint::gateway),
                wayOut(wanted, withIpv6).flatMap(Endpoint::ipv6).map(Endpoint.Ipv6Place::gateway));
    }

    /** To which ports of the lab host lead: what is part of one of its devices cannot be reached from there. */
    private Optional<Endpoint> published(Container container) {
        return wayOut(
                container.networks(),
                container.endpoints().stream().filter(Endpoint::isOnBridge).toList());
    }

    private Optional<Endpoint> wayOut(List<EndpointConfig> wanted, List<Endpoint> endpoints) {
        Function<Endpoint, Network> network =
                endpoint -> networks.find(endpoint.network().value());
        Comparator<Endpoint> order = Comparator.<Endpoint>comparingInt(
                        endpoint -> -priority(wanted, network.apply(endpoint)))
                .thenComparing(endpoint -> network.apply(endpoint).name());
        return endpoints.stream()
                .filter(endpoint -> !endpoint.link().internal())
                .min(order);
    }

    /** Only on networks that users made containers find each other by name. */
    boolean hasNames(List<Endpoint> endpoints) {
        return endpoints.stream()
                .anyMatch(endpoint -> networks.byId(endpoint.network())
                        .map(Network::isUserDefined)
                        .orElse(false));
    }

    private static int priority(List<EndpointConfig> wanted, Network network) {
        return wanted.stream()
                .filter(config -> config.isFor(network))
                .findFirst()
                .map(EndpointConfig::gatewayPriority)
                .orElse(0);
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
        container.networks().forEach(wanted -> networks.find(wanted.network()));
        container.endpoints().forEach(networks::rejoin);
        networks.ports().reserve(container.ports());
    }

    /** Gives the places back. The container keeps the addresses of its last run as a note. */
    void leave(Container container) {
        networks.ports().release(container.ports());
        for (EndpointConfig wanted : container.networks()) {
            Network network = networks.find(wanted.network());
            networks.leave(
                    network, on(network, container.endpoints()), container.id().value());
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

    /** Who shares the network of another container has its files of names. */
    private Container owner(Container container) {
        return container.hostConfig().sharedNetworkOf().map(this::running).orElse(container);
    }

    /** What {@code /etc/resolv.conf} holds, without the last line break; empty for the lab host's own. */
    String resolver(Container given) {
        Container container = owner(given);
        NameResolution names = container.hostConfig().names();
        return hasNames(container.endpoints()) ? names.embeddedResolverFile() : names.resolverFile();
    }

    private boolean isDefault(Endpoint endpoint) {
        return networks.byId(endpoint.network())
                .filter(network -> !network.isUserDefined())
                .isPresent();
    }

    /** What {@code /etc/hosts} holds, without the last line break. */
    String hosts(Container given, String hostname) {
        Container container = owner(given);
        StringBuilder lines = new StringBuilder(LOCAL_HOSTS);
        String gateway = networks.find(Networks.DEFAULT).gateway();
        container
                .hostConfig()
                .names()
                .hostLines(gateway)
                .forEach(line -> lines.append('\n').append(line));
        if (container.endpoints().stream().anyMatch(endpoint -> isDefault(endpoint))) {
            lines.append('\n')
                    .append(LabNames.REGISTRY_ADDRESS.getHostAddress())
                    .append('\t')
                    .append(LabNames.REGISTRY);
        }
        links.hostLines(container).forEach(line -> lines.append('\n').append(line));
        String domain = container.config().domainname();
        String names = domain.isEmpty() ? hostname : hostname + "." + domain + " " + hostname;
        container.endpoints().stream()
                .flatMap(Endpoint::addresses)
                .forEach(address -> lines.append('\n')
                        .append(Addresses.text(address))
                        .append('\t')
                        .append(names));
        return lines.toString();
    }
}
