package dev.drydock.web.engineapi;

import dev.drydock.core.engine.Engine;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.image.Image;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.core.reference.Tag;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code /images}: what a lab has, and pulls of it. */
final class ImageRoutes {
    private final InstantSource clock;

    ImageRoutes(InstantSource clock) {
        this.clock = clock;
    }

    void install(RoutesConfig routes) {
        routes.get("/images/json", this::list);
        routes.get("/images/<name>/json", ImageRoutes::inspect);
        routes.get("/images/<name>/history", ImageRoutes::history);
        routes.post("/images/<name>/tag", ImageRoutes::tag);
        routes.delete("/images/<name>", ImageRoutes::remove);
    }

    private void list(Context context) {
        Engine engine = LabEndPoint.engine(context);
        ApiVersion version = VersionPrefix.of(context);
        Map<String, List<String>> terms = new TreeMap<>(Query.filters(context));
        if (version.isBefore(1, 41)) {
            // Its place then.
            Query.optional(context, "filter").ifPresent(pattern -> terms.put("reference", List.of(pattern)));
        }
        ImageFilter filter = new ImageFilter(terms, engine.images(), clock.instant());
        boolean shared = Query.flag(context, "shared-size");
        SharedSizes sizes = new SharedSizes(engine.images().list());
        Json.answer(
                context,
                filter.list(Query.flag(context, "all")).stream()
                        .map(image -> ImageDocuments.summary(image, shared ? sizes.of(image) : ImageDocuments.UNKNOWN))
                        .map(summary -> OldShapes.image(summary, version))
                        .toList());
    }

    private static void tag(Context context) {
        String repository = Query.text(context, "repo");
        String tag = Query.text(context, "tag");
        ImageReference reference = ImageReference.parse(repository);
        if (reference.digest().isPresent()) {
            throw new EngineException.InvalidParameter("refusing to create a tag with a digest reference");
        }
        ImageReference name = tag.isEmpty() ? reference : ImageReference.of(reference.repository(), new Tag(tag));
        if (name.repository().familiar().equals("sha256")) {
            throw new EngineException.InvalidParameter(
                    "refusing to create an ambiguous tag using digest algorithm as name");
        }
        LabEndPoint.engine(context).images().tag(context.pathParam("name"), name);
        context.status(201);
    }

    private static void remove(Context context) {
        String name = context.pathParam("name");
        if (name.isBlank()) {
            throw new EngineException.InvalidParameter("image name cannot be blank");
        }
        Json.answer(
                context,
                ImageDocuments.removed(LabEndPoint.engine(context)
                        .imageRemoval()
                        .remove(name, Query.flag(context, "force"), !Query.flag(context, "noprune"))));
    }

    private static void inspect(Context context) {
        Json.answer(context, OldShapes.image(ImageDocuments.inspect(find(context)), VersionPrefix.of(context)));
    }

    private static void history(Context context) {
        Json.answer(
                context,
                ImageDocuments.history(
                        find(context), LabEndPoint.engine(context).images()));
    }

    private static Image find(Context context) {
        return LabEndPoint.engine(context).images().find(context.pathParam("name"));
    }
}
