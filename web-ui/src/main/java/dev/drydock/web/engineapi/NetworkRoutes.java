package dev.drydock.web.engineapi;

import dev.drydock.core.container.Container;
import dev.drydock.core.engine.Engine;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.network.Endpoint;
import dev.drydock.core.network.Network;
import dev.drydock.web.engineapi.json.NetworkBody;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** {@code /networks}: shows the networks of a lab. */
final class NetworkRoutes {
    private static final Set<String> WORDS = Set.of("driver", "id", "label", "name", "scope", "type", "dangling");

    private NetworkRoutes() {}

    static void install(RoutesConfig routes) {
        routes.get("/networks", NetworkRoutes::list);
        routes.get("/networks/{id}", NetworkRoutes::inspect);
    }

    private static void list(Context context) {
        Map<String, List<String>> filters = Query.filters(context);
        filters.keySet().stream()
                .filter(word -> !WORDS.contains(word))
                .findFirst()
                .ifPresent(word -> {
                    throw new EngineException.InvalidParameter("invalid filter '" + word + "'");
                });
        Json.answer(
                context,
                LabEndPoint.engine(context).view().networks().stream()
                        .filter(network -> matches(network, filters))
                        .map(network -> document(network, Map.of()))
                        .toList());
    }

    private static boolean matches(Network network, Map<String, List<String>> filters) {
        return filters.entrySet().stream()
                .allMatch(term -> term.getValue().stream().anyMatch(value -> switch (term.getKey()) {
                    case "driver" -> network.driver().equals(value);
                    case "id" -> network.id().value().startsWith(value);
                    case "name" -> network.name().contains(value);
                    case "scope" -> value.equals("local");
                    // All networks there are were there from the start, and have no labels.
                    case "type" -> value.equals("builtin");
                    default -> false;
                }));
    }

    private static void inspect(Context context) {
        Engine engine = LabEndPoint.engine(context);
        Network network = engine.networks().find(context.pathParam("id"));
        Map<String, NetworkBody.Member> members = new TreeMap<>();
        for (Container container : engine.view().containers()) {
            if (container.isRunning()) {
                container.endpoints().stream()
                        .filter(endpoint -> endpoint.network().equals(network.id()))
                        .forEach(endpoint -> members.put(container.id().value(), member(container, endpoint)));
            }
        }
        Json.answer(context, document(network, members));
    }

    private static NetworkBody.Member member(Container container, Endpoint endpoint) {
        return new NetworkBody.Member(
                container.name(),
                endpoint.endpointId(),
                endpoint.macAddress(),
                endpoint.address().getHostAddress() + "/" + endpoint.prefixLength(),
                "");
    }

    private static NetworkBody document(Network network, Map<String, NetworkBody.Member> members) {
        List<NetworkBody.Pool> pools = network.subnet().isEmpty()
                ? List.of()
                : List.of(new NetworkBody.Pool(network.subnet(), network.gateway()));
        return new NetworkBody(
                network.name(),
                network.id().value(),
                Timestamps.rfc3339(network.createdAt()),
                "local",
                network.driver(),
                true,
                false,
                new NetworkBody.Ipam("default", null, pools),
                false,
                false,
                false,
                new NetworkBody.ConfigFrom(""),
                false,
                members,
                Map.of(),
                Map.of());
    }
}
