package dev.drydock.web.engineapi;

import dev.drydock.core.container.ContainerId;
import dev.drydock.core.container.PrunedContainers;
import dev.drydock.core.engine.Engine;
import dev.drydock.core.filter.PruneFilter;
import dev.drydock.core.image.Removed;
import dev.drydock.web.engineapi.json.Pruned;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code docker container prune} and what {@code docker system prune} asks beside it. */
final class PruneRoutes {
    private final InstantSource clock;

    PruneRoutes(InstantSource clock) {
        this.clock = clock;
    }

    void install(RoutesConfig routes) {
        routes.post("/containers/prune", PruneRoutes::containers);
        routes.post("/images/prune", this::images);
        routes.post("/networks/prune", this::networks);
        routes.post(
                "/build/prune",
                context -> Json.answer(
                        context,
                        new Pruned.Builds(
                                List.of(), LabEndPoint.engine(context).builds().prune())));
    }

    private static void containers(Context context) {
        PrunedContainers pruned = LabEndPoint.engine(context).containers().prune(Query.filters(context));
        List<String> ids = pruned.removed().stream().map(ContainerId::value).toList();
        Json.answer(context, new Pruned.Containers(ContainerDocuments.nullIfEmpty(ids), pruned.space()));
    }

    private void networks(Context context) {
        PruneFilter filter = PruneFilter.of(Query.filters(context), Set.of(), clock.instant());
        List<String> removed = LabEndPoint.engine(context).networks().prune(filter);
        Json.answer(context, new Pruned.Networks(ContainerDocuments.nullIfEmpty(removed)));
    }

    private void images(Context context) {
        Engine engine = LabEndPoint.engine(context);
        Map<String, List<String>> terms = Query.filters(context);
        boolean dangling = ImageFilter.dangling(terms).orElse(true);
        PruneFilter filter = PruneFilter.of(terms, Set.of(ImageFilter.DANGLING), clock.instant());
        List<Removed> removed = engine.imageRemoval()
                .prune(dangling, image -> filter.matches(image.config().config().labels(), image.createdAt()));
        long space = removed.stream()
                .mapToLong(step -> step instanceof Removed.DeletedLayer layer ? layer.size() : 0)
                .sum();
        Json.answer(context, new Pruned.Images(removed.isEmpty() ? null : ImageDocuments.removed(removed), space));
    }
}
