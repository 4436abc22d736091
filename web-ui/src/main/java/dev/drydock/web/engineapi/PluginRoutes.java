package dev.drydock.web.engineapi;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.error.GoNumbers;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Plugins, of which there are none and can be none: they are programs with the rights of the machine's root. */
final class PluginRoutes {
    private static final Set<String> FILTERS = Set.of("enabled", "capability");

    private PluginRoutes() {}

    static void install(RoutesConfig routes) {
        routes.get("/plugins", PluginRoutes::list);
        routes.get("/plugins/privileges", refuse("docker plugin install"));
        routes.post("/plugins/pull", refuse("docker plugin install"));
        routes.post("/plugins/create", refuse("docker plugin create"));
        routes.get("/plugins/{name}/json", PluginRoutes::notFound);
        routes.delete("/plugins/{name}", PluginRoutes::notFound);
        for (String verb : List.of("enable", "disable", "push", "upgrade", "set")) {
            routes.post("/plugins/{name}/" + verb, PluginRoutes::notFound);
        }
    }

    private static void list(Context context) {
        Map<String, List<String>> filters = Query.filters(context);
        for (String word : filters.keySet()) {
            if (!FILTERS.contains(word)) {
                throw new EngineException.InvalidParameter("invalid filter '" + word + "'");
            }
        }
        Json.answer(context, List.of());
    }

    private static void notFound(Context context) {
        throw new EngineException.NotFound("plugin " + GoNumbers.quote(context.pathParam("name")) + " not found");
    }

    private static io.javalin.http.Handler refuse(String command) {
        return context -> {
            throw UnsupportedOptions.notSupported(command);
        };
    }
}
