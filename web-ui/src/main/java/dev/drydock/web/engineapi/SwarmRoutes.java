package dev.drydock.web.engineapi;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.error.GoNumbers;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Swarm mode as a node answers that is in none: with dockerd's sentences, and dockerd's order of them. */
final class SwarmRoutes {
    private static final String NO_MANAGER = "This node is not a swarm manager. Use \"docker swarm init\" or \"docker"
            + " swarm join\" to connect this node to swarm and try again.";
    private static final String NO_SWARM = "This node is not part of a swarm";

    private SwarmRoutes() {}

    static void install(RoutesConfig routes) {
        for (String object : List.of("node", "service", "task", "secret", "config")) {
            String path = "/" + object + "s";
            routes.get(path, unavailable(NO_MANAGER));
            routes.get(path + "/{id}", unavailable(NO_MANAGER));
            if (!object.equals("task")) {
                routes.delete(path + "/{id}", unavailable(NO_MANAGER));
                routes.post(path + "/{id}/update", context -> update(context, object));
            }
        }
        for (String object : List.of("services", "secrets", "configs")) {
            routes.post("/" + object + "/create", SwarmRoutes::create);
        }
        routes.get("/services/{id}/logs", SwarmRoutes::logs);
        routes.get("/tasks/{id}/logs", SwarmRoutes::logs);
        routes.get("/swarm", unavailable(NO_MANAGER));
        routes.get("/swarm/unlockkey", unavailable(NO_MANAGER));
        routes.post("/swarm/init", context -> join(context, "docker swarm init"));
        routes.post("/swarm/join", context -> join(context, "docker swarm join"));
        routes.post("/swarm/leave", unavailable(NO_SWARM));
        routes.post("/swarm/update", context -> update(context, "swarm"));
        routes.post("/swarm/unlock", unavailable(NO_MANAGER));
    }

    private static Handler unavailable(String sentence) {
        return context -> {
            throw new EngineException.Unavailable(sentence);
        };
    }

    private static void create(Context context) {
        RequestBody.read(context, JsonNode.class);
        throw new EngineException.Unavailable(NO_MANAGER);
    }

    private static void update(Context context, String object) {
        String version = Query.text(context, "version");
        try {
            GoNumbers.parseUint(version);
        } catch (EngineException.InvalidParameter e) {
            boolean isShort = object.equals("secret") || object.equals("config");
            throw new EngineException.InvalidParameter(
                    "invalid " + object + " version" + (isShort ? "" : " '" + version + "': " + e.getMessage()));
        }
        throw new EngineException.Unavailable(NO_MANAGER);
    }

    private static void logs(Context context) {
        if (!Query.flag(context, "stdout") && !Query.flag(context, "stderr")) {
            throw new EngineException.InvalidParameter("Bad parameters: you must choose at least one stream");
        }
        throw new EngineException.Unavailable(NO_MANAGER);
    }

    private static void join(Context context, String command) {
        JsonNode request = RequestBody.read(context, JsonNode.class);
        String address = request.path("ListenAddr").asString("");
        if (address.isEmpty()) {
            throw new EngineException.InvalidParameter("invalid ListenAddr \"\": invalid empty address");
        }
        throw UnsupportedOptions.notSupported(command);
    }
}
