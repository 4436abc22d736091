package dev.drydock.web.engineapi;

import dev.drydock.core.engine.Engine;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.filter.Labels;
import dev.drydock.core.network.Network;
import dev.drydock.web.engineapi.json.NetworkBody;
import dev.drydock.web.engineapi.json.NetworkCreate;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** {@code /networks}: the networks of a lab, and who is on them. */
final class NetworkRoutes {
    private static final Set<String> WORDS = Set.of("driver", "id", "label", "name", "scope", "type", "dangling");
    private static final Set<String> TRUE = Set.of("true", "1");
    private static final Set<String> FALSE = Set.of("false", "0");

    private NetworkRoutes() {}

    static void install(RoutesConfig routes) {
        routes.get("/networks", NetworkRoutes::list);
        routes.get("/networks/{id}", NetworkRoutes::inspect);
        routes.post("/networks/create", NetworkRoutes::create);
        routes.post("/networks/{id}/connect", NetworkRoutes::connect);
        routes.post("/networks/{id}/disconnect", NetworkRoutes::disconnect);
        routes.delete("/networks/{id}", NetworkRoutes::remove);
    }

    private static void list(Context context) {
        Map<String, List<String>> filters = Query.filters(context);
        Engine engine = LabEndPoint.engine(context);
        filters.keySet().stream()
                .filter(word -> !WORDS.contains(word))
                .findFirst()
                .ifPresent(word -> {
                    throw new EngineException.InvalidParameter("invalid filter '" + word + "'");
                });
        filters.forEach((word, values) -> values.forEach(value -> check(word, value)));
        Json.answer(
                context,
                engine.view().networks().stream()
                        .filter(network -> matches(engine, network, filters))
                        .map(network -> NetworkDocuments.document(network, Map.of()))
                        .toList());
    }

    private static void check(String word, String value) {
        if (word.equals("type") && !value.equals("builtin") && !value.equals("custom")) {
            throw new EngineException.InvalidParameter("invalid filter: 'type'='" + value + "'");
        }
        if (word.equals("dangling") && !TRUE.contains(value) && !FALSE.contains(value)) {
            throw new EngineException.InvalidParameter(
                    "invalid value for filter 'dangling', must be \"true\" (or" + " \"1\"), or \"false\" (or \"0\")");
        }
    }

    private static boolean matches(Engine engine, Network network, Map<String, List<String>> filters) {
        return filters.entrySet().stream()
                .allMatch(term -> term.getKey().equals("label")
                        ? Labels.haveAll(network.settings().labels(), term.getValue())
                        : term.getValue().stream().anyMatch(value -> matches(engine, network, term.getKey(), value)));
    }

    private static boolean matches(Engine engine, Network network, String word, String value) {
        return switch (word) {
            case "driver" -> network.driver().equals(value);
            case "id" -> network.id().value().startsWith(value);
            case "name" -> network.name().contains(value);
            case "scope" -> value.equals("local");
            case "type" -> value.equals(network.isUserDefined() ? "custom" : "builtin");
            case "dangling" -> TRUE.contains(value) == isDangling(engine, network);
            default -> false;
        };
    }

    private static boolean isDangling(Engine engine, Network network) {
        return network.isUserDefined()
                && NetworkDocuments.members(engine, network).isEmpty();
    }

    private static void inspect(Context context) {
        Engine engine = LabEndPoint.engine(context);
        Network network = engine.networks().find(context.pathParam("id"));
        Map<String, NetworkBody.Member> members = NetworkDocuments.members(engine, network);
        Json.answer(context, NetworkDocuments.document(network, members));
    }

    private static void create(Context context) {
        NetworkCreate request = RequestBody.read(context, NetworkCreate.class);
        Network network = LabEndPoint.engine(context).networks().create(NetworkDocuments.read(request));
        context.status(201);
        Json.answer(context, new NetworkCreate.Made(network.id().value(), ""));
    }

    private static void remove(Context context) {
        LabEndPoint.engine(context).networks().remove(context.pathParam("id"));
        context.status(204);
    }

    private static void connect(Context context) {
        NetworkCreate.Connect request = RequestBody.read(context, NetworkCreate.Connect.class);
        JsonNode settings = request.endpointConfig() == null ? MissingNode.getInstance() : request.endpointConfig();
        LabEndPoint.engine(context)
                .containers()
                .connections()
                .connect(
                        request.container() == null ? "" : request.container(),
                        EndpointSettingsReader.read(context.pathParam("id"), settings));
    }

    private static void disconnect(Context context) {
        NetworkCreate.Disconnect request = RequestBody.read(context, NetworkCreate.Disconnect.class);
        LabEndPoint.engine(context)
                .containers()
                .connections()
                .disconnect(
                        request.container() == null ? "" : request.container(),
                        context.pathParam("id"),
                        request.force());
    }
}
