package dev.drydock.web.engineapi;

import dev.drydock.core.error.EngineException;
import dev.drydock.web.engineapi.json.VolumeList;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.List;

/**
 * What Docker can do and these engines cannot: answered with a sentence that names the command, never with a success
 * that did nothing.
 */
final class RefusedRoutes {
    private static final String NO_MANAGER = "This node is not a swarm manager. Use \"docker swarm init\" or \"docker"
            + " swarm join\" to connect this node to swarm and try again.";
    private static final String NO_SWARM = "This node is not part of a swarm";

    private RefusedRoutes() {}

    static void install(RoutesConfig routes) {
        containers(routes);
        images(routes);
        networksAndVolumes(routes);
        swarm(routes);
        rest(routes);
    }

    private static void containers(RoutesConfig routes) {
        String container = "/containers/<id>";
        routes.get(container + "/attach/ws", refuse("attaching over a WebSocket"));
        routes.post("/commit", refuse("docker commit"));
    }

    private static void images(RoutesConfig routes) {
        routes.delete("/images/<name>", refuse("docker rmi"));
        routes.post("/images/<name>/tag", refuse("docker tag"));
        routes.post("/images/<name>/push", refuse("docker push"));
        routes.get("/images/<name>/get", refuse("docker save"));
        routes.get("/images/get", refuse("docker save"));
        routes.get("/images/search", refuse("docker search"));
        routes.post("/images/load", refuse("docker load"));
        routes.get("/distribution/<name>/json", refuse("docker manifest inspect"));
        routes.post("/auth", refuse("docker login"));
        routes.post("/build", refuse("docker build"));
        routes.post("/build/cancel", refuse("docker build"));
        routes.post("/session", refuse("building with BuildKit"));
        routes.post("/grpc", refuse("building with BuildKit"));
    }

    private static void networksAndVolumes(RoutesConfig routes) {
        routes.post("/networks/create", refuse("docker network create"));
        routes.post("/networks/{id}/connect", refuse("docker network connect"));
        routes.post("/networks/{id}/disconnect", refuse("docker network disconnect"));
        routes.delete("/networks/{id}", refuse("docker network rm"));
        routes.get("/volumes", context -> Json.answer(context, new VolumeList(List.of(), null)));
        routes.post("/volumes/create", refuse("docker volume create"));
        routes.get("/volumes/{name}", RefusedRoutes::noSuchVolume);
        routes.delete("/volumes/{name}", RefusedRoutes::noSuchVolume);
        routes.put("/volumes/{name}", RefusedRoutes::noSuchVolume);
    }

    private static void noSuchVolume(Context context) {
        throw new EngineException.NotFound("get " + context.pathParam("name") + ": no such volume");
    }

    private static void swarm(RoutesConfig routes) {
        for (String object : List.of("/nodes", "/services", "/tasks", "/secrets", "/configs")) {
            routes.get(object, unavailable(NO_MANAGER));
            routes.get(object + "/<id>", unavailable(NO_MANAGER));
            routes.post(object + "/<id>", unavailable(NO_MANAGER));
            routes.delete(object + "/<id>", unavailable(NO_MANAGER));
        }
        routes.get("/swarm", unavailable(NO_MANAGER));
        routes.get("/swarm/unlockkey", unavailable(NO_MANAGER));
        routes.post("/swarm/init", refuse("docker swarm init"));
        routes.post("/swarm/join", refuse("docker swarm join"));
        routes.post("/swarm/leave", unavailable(NO_SWARM));
        routes.post("/swarm/update", unavailable(NO_MANAGER));
        routes.post("/swarm/unlock", unavailable(NO_SWARM));
    }

    private static void rest(RoutesConfig routes) {
        routes.get("/plugins", context -> Json.answer(context, List.of()));
        routes.get("/plugins/<name>", refuse("docker plugin"));
        routes.post("/plugins/<name>", refuse("docker plugin"));
        routes.delete("/plugins/<name>", refuse("docker plugin"));
    }

    private static Handler refuse(String what) {
        return context -> {
            throw UnsupportedOptions.notSupported(what);
        };
    }

    private static Handler unavailable(String sentence) {
        return context -> {
            throw new EngineException.Unavailable(sentence);
        };
    }
}
