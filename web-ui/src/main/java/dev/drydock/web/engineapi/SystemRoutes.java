package dev.drydock.web.engineapi;

import dev.drydock.core.engine.Engine;
import dev.drydock.web.engineapi.json.ContainerSummary;
import dev.drydock.web.engineapi.json.DiskUsage;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the engine says of itself: ping, version, info and disk usage. */
final class SystemRoutes {
    private final InstantSource clock;
    private final SystemFacts facts;

    SystemRoutes(InstantSource clock, SystemFacts facts) {
        this.clock = clock;
        this.facts = facts;
    }

    void install(RoutesConfig routes) {
        routes.get("/_ping", SystemRoutes::ping);
        routes.head("/_ping", SystemRoutes::ping);
        routes.get("/version", context -> Json.answer(context, facts.version()));
        routes.get("/info", this::info);
        routes.get("/system/df", this::diskUsage);
    }

    private static void ping(Context context) {
        context.header("Cache-Control", "no-cache, no-store, must-revalidate");
        context.header("Pragma", "no-cache");
        // 1 is the builder without sessions, which is all that a CLI without buildx has.
        context.header("Builder-Version", "1");
        context.header("Docker-Experimental", "false");
        context.header("Swarm", "inactive");
        context.contentType("text/plain; charset=utf-8").result("OK");
    }

    private void info(Context context) {
        LabSocket socket = LabEndPoint.of(context).socket();
        Json.answer(context, facts.info(socket.lab(), socket.engine(), clock.instant()));
    }

    private void diskUsage(Context context) {
        Engine engine = LabEndPoint.engine(context);
        ContainerDocuments documents = new ContainerDocuments(engine, true);
        Instant now = clock.instant();
        List<ContainerSummary> containers = engine.view().containers().stream()
                .map(container -> documents.summary(container, now))
                .toList();
        Set<String> used = containers.stream().map(ContainerSummary::imageId).collect(Collectors.toSet());
        long layers = engine.view().images().stream()
                .flatMap(image -> image.layers().stream())
                .distinct()
                .mapToLong(layer -> layer.size())
                .sum();
        Json.answer(
                context,
                new DiskUsage(
                        layers,
                        engine.view().images().stream()
                                .map(image -> ImageDocuments.summary(image, used))
                                .toList(),
                        containers,
                        List.of(),
                        List.of(),
                        0));
    }
}
