package dev.drydock.web.engineapi;

import dev.drydock.core.engine.Engine;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.image.Image;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.web.engineapi.json.PullProgress;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** {@code POST /images/create}: pulls. */
final class PullRoutes {
    private final ArchiveRoutes archives;

    /** @param archives makes images of what is not pulled but given */
    PullRoutes(ArchiveRoutes archives) {
        this.archives = archives;
    }

    void install(RoutesConfig routes) {
        routes.post("/images/create", this::create);
    }

    private void create(Context context) throws IOException {
        if (!Query.text(context, "fromSrc").isEmpty()) {
            archives.importImage(context);
            return;
        }
        String name = Query.text(context, "fromImage");
        String tag = Query.text(context, "tag");
        String separator = tag.startsWith("sha256:") ? "@" : ":";
        ImageReference reference = ImageReference.parse(tag.isEmpty() ? name : name + separator + tag);
        Engine engine = LabEndPoint.engine(context);
        if (find(engine, reference).isEmpty()) {
            throw notFound(engine, reference);
        }
        Platforms.check(engine, reference.familiar(), Query.text(context, "platform"));
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        String version = ImageDocuments.version(reference);
        lines.writeBytes(Json.line(new PullProgress("Pulling from " + ImageDocuments.remoteName(reference), version)));
        lines.writeBytes(Json.line(new PullProgress("Status: Image is up to date for " + reference.familiar(), null)));
        context.contentType("application/json").result(lines.toByteArray());
    }

    private static Optional<Image> find(Engine engine, ImageReference reference) {
        try {
            return Optional.of(engine.images().find(reference.familiar()));
        } catch (EngineException.NotFound e) {
            return Optional.empty();
        }
    }

    /** What Docker Hub's answers become in Docker: an unknown repository looks like a private one. */
    private static EngineException notFound(Engine engine, ImageReference wanted) {
        List<Image> images = engine.images().list();
        boolean isRepositoryKnown = images.stream()
                .flatMap(image -> image.references().stream())
                .anyMatch(known -> ImageDocuments.repository(known).equals(ImageDocuments.repository(wanted)));
        String sentence = isRepositoryKnown
                ? "manifest for " + wanted.familiar() + " not found: manifest unknown: manifest unknown"
                : "pull access denied for " + ImageDocuments.repository(wanted)
                        + ", repository does not exist or may require 'docker login': denied:"
                        + " requested access to the resource is denied";
        return new EngineException.NotFound(sentence);
    }
}
