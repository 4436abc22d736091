package dev.drydock.web.engineapi;

import dev.drydock.core.error.EngineException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/**
 * What Docker can do and these engines cannot: answered with a sentence that names the command, never with a success
 * that did nothing.
 */
final class RefusedRoutes {
    private static final String EXPERIMENTAL =
            "This experimental feature is disabled by default. Start the Docker daemon"
                    + " in experimental mode in order to enable it.";

    private RefusedRoutes() {}

    static void install(RoutesConfig routes) {
        containers(routes);
        images(routes);
    }

    private static void containers(RoutesConfig routes) {
        String container = "/containers/<id>";
        routes.get(container + "/checkpoints", RefusedRoutes::experimental);
        routes.post(container + "/checkpoints", RefusedRoutes::experimental);
        routes.delete(container + "/checkpoints/{checkpoint}", RefusedRoutes::experimental);
    }

    private static void images(RoutesConfig routes) {
        routes.post("/build/cancel", RefusedRoutes::cancelBuild);
        routes.post("/session", RefusedRoutes::session);
        routes.post("/grpc", RefusedRoutes::session);
    }

    private static void experimental(Context context) {
        throw new EngineException.NotImplemented(EXPERIMENTAL);
    }

    /** No build runs, and dockerd does not mind either. */
    private static void cancelBuild(Context context) {
        if (Query.text(context, "id").isEmpty()) {
            throw new EngineException.InvalidParameter("build ID not provided");
        }
        context.status(200);
    }

    private static void session(Context context) {
        if (context.header("Upgrade") == null) {
            throw new EngineException.InvalidParameter("no upgrade proto in request");
        }
        throw new EngineException.NotImplemented(BuildRoutes.BUILDKIT);
    }
}
