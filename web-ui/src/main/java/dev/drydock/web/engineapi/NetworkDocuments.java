package dev.drydock.web.engineapi;

import dev.drydock.core.container.Container;
import dev.drydock.core.engine.Engine;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.network.Addresses;
import dev.drydock.core.network.Endpoint;
import dev.drydock.core.network.IpamConfig;
import dev.drydock.core.network.Network;
import dev.drydock.core.network.NetworkSpec;
import dev.drydock.web.engineapi.json.NetworkBody;
import dev.drydock.web.engineapi.json.NetworkCreate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Networks as the API's documents show and ask for them. */
final class NetworkDocuments {
    private NetworkDocuments() {}

    /** Who is on a network at present, by id. */
    static Map<String, NetworkBody.Member> members(Engine engine, Network network) {
        Map<String, NetworkBody.Member> members = new TreeMap<>();
        for (Container container : engine.view().containers()) {
            if (container.isRunning()) {
                container.endpoints().stream()
                        .filter(endpoint -> endpoint.network().equals(network.id()))
                        .forEach(endpoint -> members.put(container.id().value(), member(container, endpoint)));
            }
        }
        return members;
    }

    private static NetworkBody.Member member(Container container, Endpoint endpoint) {
        return new NetworkBody.Member(
                container.name(),
                endpoint.endpointId(),
                endpoint.macAddress(),
                endpoint.address().getHostAddress() + "/" + endpoint.prefixLength(),
                endpoint.ipv6()
                        .map(place -> Addresses.text(place.address()) + "/" + place.prefixLength())
                        .orElse(""));
    }

    static NetworkBody document(Network network, Map<String, NetworkBody.Member> members) {
        Network.Settings settings = network.settings();
        return new NetworkBody(
                network.name(),
                network.id().value(),
                Timestamps.rfc3339(network.createdAt()),
                "local",
                network.driver(),
                true,
                network.ipv6().isPresent(),
                new NetworkBody.Ipam("default", network.isUserDefined() ? Map.of() : null, pools(network)),
                settings.internal(),
                settings.attachable(),
                false,
                new NetworkBody.ConfigFrom(""),
                false,
                members,
                new TreeMap<>(settings.options()),
                new TreeMap<>(settings.labels()));
    }

    /** What was asked for, or else what was chosen, as dockerd shows it. */
    private static List<NetworkBody.Pool> pools(Network network) {
        List<NetworkBody.Pool> pools = new ArrayList<>();
        if (!network.subnet().isEmpty()) {
            pools.add(pool(network.settings().ipam(), network.subnet(), network.gateway()));
        }
        network.ipv6().ifPresent(six -> pools.add(pool(six.asked(), six.subnet(), six.gateway())));
        return pools;
    }

    private static NetworkBody.Pool pool(IpamConfig asked, String subnet, String gateway) {
        return asked.subnet().isEmpty()
                ? new NetworkBody.Pool(subnet, "", gateway, Map.of())
                : new NetworkBody.Pool(
                        asked.subnet(), asked.ipRange(), asked.gateway(), new TreeMap<>(asked.auxiliaryAddresses()));
    }

    static NetworkSpec read(NetworkCreate request) {
        refuseOthers(request);
        NetworkCreate.Ipam ipam = request.ipam();
        List<NetworkCreate.Pool> pools = ipam == null ? List.of() : HostConfigs.orEmpty(ipam.config());
        return new NetworkSpec(
                text(request.name()),
                text(request.driver()),
                pools.stream().map(NetworkDocuments::read).toList(),
                request.enableIpv6() != null && request.enableIpv6(),
                request.internal(),
                request.attachable(),
                orEmpty(request.options()),
                orEmpty(request.labels()));
    }

    private static IpamConfig read(NetworkCreate.Pool pool) {
        return new IpamConfig(
                text(pool.subnet()), text(pool.ipRange()), text(pool.gateway()), orEmpty(pool.auxiliaryAddresses()));
    }

    /** Swarms and the like: the sentences are dockerd's where it has them. */
    private static void refuseOthers(NetworkCreate request) {
        if (request.scope() != null && request.scope().equals("swarm")) {
            throw new EngineException.Forbidden("cannot create a swarm scoped network when swarm is not active");
        }
        if (request.ingress()) {
            throw new EngineException.Forbidden("Ingress network can only be global scope network");
        }
        if (request.configOnly()) {
            throw UnsupportedOptions.notSupported("--config-only");
        }
        String from =
                request.configFrom() == null ? "" : text(request.configFrom().network());
        if (!from.isEmpty()) {
            throw new EngineException.NotFound("configuration network \"" + from + "\" does not exist");
        }
        String driver = request.ipam() == null ? "" : text(request.ipam().driver());
        if (!driver.isEmpty() && !driver.equals("default")) {
            throw new EngineException.NotFound("plugin \"" + driver + "\" not found");
        }
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
        return map == null ? Map.of() : map;
    }
}
