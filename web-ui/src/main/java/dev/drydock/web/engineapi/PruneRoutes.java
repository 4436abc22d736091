package dev.drydock.web.engineapi;

import dev.drydock.core.container.ContainerId;
import dev.drydock.core.container.PrunedContainers;
import dev.drydock.core.engine.Engine;
import dev.drydock.web.engineapi.json.Pruned;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;

/** {@code docker container prune} and what {@code docker system prune} asks beside it. */
final class PruneRoutes {
    private PruneRoutes() {}

    static void install(RoutesConfig routes) {
        routes.post("/containers/prune", PruneRoutes::containers);
        routes.post("/images/prune", PruneRoutes::images);
        // No network or volume of these engines can be unused: there are only the predefined networks.
        routes.post("/networks/prune", context -> Json.answer(context, new Pruned.Networks(null)));
        routes.post("/volumes/prune", context -> Json.answer(context, new Pruned.Volumes(List.of(), 0)));
        routes.post("/build/prune", context -> Json.answer(context, new Pruned.Builds(List.of(), 0)));
    }

    private static void containers(Context context) {
        PrunedContainers pruned = LabEndPoint.engine(context).containers().prune(Query.filters(context));
        List<String> ids = pruned.removed().stream().map(ContainerId::value).toList();
        Json.answer(context, new Pruned.Containers(ContainerDocuments.nullIfEmpty(ids), pruned.space()));
    }

    private static void images(Context context) {
        Engine engine = LabEndPoint.engine(context);
        boolean all = Query.filters(context).getOrDefault("dangling", List.of("true")).stream()
                .anyMatch(value -> value.equals("false") || value.equals("0"));
        if (all
                || engine.images().list().stream()
                        .anyMatch(image -> image.references().isEmpty())) {
            throw UnsupportedOptions.notSupported("removing images");
        }
        Json.answer(context, new Pruned.Images(null, 0));
    }
}
