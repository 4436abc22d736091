package dev.drydock.web.engineapi;

import dev.drydock.core.container.Container;
import dev.drydock.core.container.ContainerState;
import dev.drydock.core.container.EndpointConfig;
import dev.drydock.core.network.Addresses;
import dev.drydock.core.network.Endpoint;
import dev.drydock.core.network.Network;
import dev.drydock.web.engineapi.json.EndpointSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Places of containers on networks as the API's documents show them. */
final class EndpointDocuments {
    /** Where a container is that has no place. */
    static final EndpointSettings NOWHERE =
            new EndpointSettings(null, null, null, "", null, 0, "", "", "", "", 0, "", "", 0, null);

    private static final int SHORT_ID = 12;
    private final List<Network> networks;
    private final ApiVersion version;

    /** @param networks of the engine */
    EndpointDocuments(List<Network> networks, ApiVersion version) {
        this.networks = networks;
        this.version = version;
    }

    /** Of this name or id. */
    Optional<Network> find(String key) {
        return networks.stream()
                .filter(network -> network.name().equals(key))
                .findFirst()
                .or(() -> networks.stream()
                        .filter(network ->
                                key.length() >= SHORT_ID && network.id().value().startsWith(key))
                        .findFirst());
    }

    EndpointSettings settings(Container container, EndpointConfig wanted) {
        Optional<Network> network = find(wanted.network());
        boolean isNew = container.state() instanceof ContainerState.Created;
        String id = isNew ? "" : network.map(found -> found.id().value()).orElse("");
        Optional<Endpoint> endpoint = container.isRunning()
                ? container.endpoints().stream()
                        .filter(place -> network.isPresent()
                                && place.network().equals(network.get().id()))
                        .findFirst()
                : Optional.empty();
        boolean hasNames = network.map(Network::isUserDefined).orElse(false);
        Optional<Endpoint.Ipv6Place> six = endpoint.flatMap(Endpoint::ipv6);
        String gateway = endpoint.filter(place -> !place.link().internal())
                .map(place -> place.gateway().getHostAddress())
                .orElse("");
        return new EndpointSettings(
                addresses(wanted),
                ContainerDocuments.nullIfEmpty(wanted.links()),
                aliases(container, wanted, hasNames && !isNew),
                endpoint.map(Endpoint::macAddress).orElse(wanted.macAddress()),
                null,
                wanted.gatewayPriority(),
                id,
                endpoint.map(Endpoint::endpointId).orElse(""),
                gateway,
                endpoint.map(place -> place.address().getHostAddress()).orElse(""),
                endpoint.map(Endpoint::prefixLength).orElse(0),
                six.filter(_ -> !gateway.isEmpty())
                        .map(place -> Addresses.text(place.gateway()))
                        .orElse(""),
                six.map(place -> Addresses.text(place.address())).orElse(""),
                six.map(Endpoint.Ipv6Place::prefixLength).orElse(0),
                hasNames ? names(container, wanted) : null);
    }

    /** Those that were asked for. */
    private static @Nullable Map<String, String> addresses(EndpointConfig wanted) {
        Map<String, String> asked = new TreeMap<>();
        if (!wanted.address().isEmpty()) {
            asked.put("IPv4Address", wanted.address());
        }
        if (!wanted.ipv6Address().isEmpty()) {
            asked.put("IPv6Address", wanted.ipv6Address());
        }
        return asked.isEmpty() ? null : asked;
    }

    /** Until version 1.45 the short id was one of them. */
    private @Nullable List<String> aliases(Container container, EndpointConfig wanted, boolean hasNames) {
        List<String> aliases = new ArrayList<>(wanted.aliases());
        if (hasNames && version.isBefore(1, 45)) {
            aliases.add(container.id().abbreviated());
        }
        return ContainerDocuments.nullIfEmpty(aliases);
    }

    private @Nullable List<String> names(Container container, EndpointConfig wanted) {
        if (version.isBefore(1, 45)) {
            return null;
        }
        List<String> names = new ArrayList<>();
        names.add(container.name());
        wanted.aliases().stream().filter(alias -> !names.contains(alias)).forEach(names::add);
        names.add(container.id().abbreviated());
        String hostname = container.config().hostname();
        if (!hostname.isEmpty() && !names.contains(hostname)) {
            names.add(hostname);
        }
        return names;
    }
}
