package dev.drydock.web.engineapi;

import dev.drydock.core.engine.Engine;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.image.Image;
import dev.drydock.web.engineapi.json.ContainerSummary;
import dev.drydock.web.engineapi.json.DiskUsage;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** What the engine says of itself: ping, version, info and disk usage. */
final class SystemRoutes {
    private static final Set<String> USAGE_TYPES = Set.of("container", "image", "volume", "build-cache");
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
        routes.options("/<any>", context -> context.status(200));
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
        LabEndPoint endPoint = LabEndPoint.of(context);
        ObjectNode info = facts.info(endPoint.lab(), endPoint.socket().connections(), clock.instant());
        Json.answer(context, OldShapes.info(info, VersionPrefix.of(context)));
    }

    private void diskUsage(Context context) {
        ApiVersion version = VersionPrefix.of(context);
        Set<String> types = Set.copyOf(context.queryParams("type"));
        Predicate<String> wanted = type -> types.isEmpty() || version.isBefore(1, 42) || types.contains(type);
        for (String type : types) {
            if (!version.isBefore(1, 42) && !USAGE_TYPES.contains(type)) {
                throw new EngineException.InvalidParameter("unknown object type: " + type);
            }
        }
        Json.answer(context, usage(LabEndPoint.engine(context), wanted, version));
    }

    private DiskUsage usage(Engine engine, Predicate<String> wanted, ApiVersion version) {
        List<ContainerSummary> containers = new ContainerDocuments(engine, version, wanted.test("container"))
                .summaries(engine.view().containers(), clock.instant());
        Set<String> used = containers.stream().map(ContainerSummary::imageId).collect(Collectors.toSet());
        List<Image> images = engine.view().images();
        SharedSizes sizes = new SharedSizes(images);
        long layers = images.stream()
                .flatMap(image -> image.layers().stream())
                .distinct()
                .mapToLong(layer -> layer.size())
                .sum();
        return new DiskUsage(
                wanted.test("image") ? layers : 0,
                wanted.test("image")
                        ? images.stream()
                                .map(image ->
                                        OldShapes.image(ImageDocuments.summary(image, used, sizes.of(image)), version))
                                .toList()
                        : null,
                wanted.test("container") ? containers : null,
                wanted.test("volume") ? VolumeRoutes.usage(engine, version) : null,
                wanted.test("build-cache") ? List.of() : null,
                version.isBefore(1, 42) ? 0L : null);
    }
}
