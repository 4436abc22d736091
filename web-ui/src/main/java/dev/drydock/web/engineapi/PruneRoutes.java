package dev.drydock.web.engineapi;

import dev.drydock.core.container.Container;
import dev.drydock.core.container.ContainerFilter;
import dev.drydock.core.container.Containers;
import dev.drydock.core.engine.Engine;
import dev.drydock.core.error.EngineException;
import dev.drydock.web.engineapi.json.Pruned;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code docker container prune} and what {@code docker system prune} asks beside it. */
final class PruneRoutes {
    private PruneRoutes() {}

    static void install(RoutesConfig routes) {
        routes.post("/containers/prune", PruneRoutes::containers);
        routes.post("/images/prune", PruneRoutes::images);
        // No network or volume of these engines can be unused: there are only the predefined networks.
        routes.post("/networks/prune", context -> Json.answer(context, new Pruned.Networks(List.of())));
        routes.post("/volumes/prune", context -> Json.answer(context, new Pruned.Volumes(List.of(), 0)));
        routes.post("/build/prune", context -> Json.answer(context, new Pruned.Builds(List.of(), 0)));
    }

    private static void containers(Context context) {
        Map<String, List<String>> terms = new HashMap<>(Query.filters(context));
        Instant until = terms.getOrDefault("until", List.of()).stream()
                .map(Timestamps::parse)
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
        terms.remove("until");
        Containers containers = LabEndPoint.engine(context).containers();
        List<String> removed = new ArrayList<>();
        for (Container container : containers.list(new ContainerFilter(true, 0, terms))) {
            if (!container.isRunning() && container.createdAt().isBefore(until)) {
                try {
                    containers.remove(container.id().value(), false);
                    removed.add(container.id().value());
                } catch (EngineException.Conflict | EngineException.NotFound e) {
                    // Started or removed by someone else meanwhile, so it stays.
                }
            }
        }
        Json.answer(context, new Pruned.Containers(removed, 0));
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
        Json.answer(context, new Pruned.Images(List.of(), 0));
    }
}
