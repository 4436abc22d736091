package dev.drydock.web.engineapi;

import dev.drydock.core.distribution.Progress;
import dev.drydock.core.distribution.ProgressOutput;
import dev.drydock.core.distribution.PullRequest;
import dev.drydock.core.distribution.PushRequest;
import dev.drydock.core.engine.Engine;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.image.Image;
import dev.drydock.core.oci.Platform;
import dev.drydock.core.oci.PlatformChoice;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.core.reference.Tag;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Optional;

/** {@code POST /images/create} and {@code POST /images/NAME/push}: pulls and pushes. */
final class PullRoutes {
    private final ArchiveRoutes archives;

    /** @param archives makes images of what is not pulled but given */
    PullRoutes(ArchiveRoutes archives) {
        this.archives = archives;
    }

    void install(RoutesConfig routes) {
        routes.post("/images/create", this::create);
        routes.post("/images/<name>/push", PullRoutes::push);
    }

    private void create(Context context) throws IOException {
        if (!Query.text(context, "fromSrc").isEmpty()) {
            archives.importImage(context);
            return;
        }
        String name = Query.text(context, "fromImage");
        String tag = Query.text(context, "tag");
        ImageReference reference = reference(name, tag);
        boolean isBare = name.indexOf(':', name.lastIndexOf('/') + 1) < 0;
        Engine engine = LabEndPoint.engine(context);
        Optional<Platform> platform =
                Query.optional(context, "platform").map(text -> PlatformChoice.parse(text, Platforms.machine()));
        PullRequest request = new PullRequest(reference, tag.isEmpty() && isBare, platform, RegistryHeader.of(context));
        PullAnswer.run(context, (out, cancellation) -> {
            engine.distribution().pull(request, out, cancellation);
            platform.ifPresent(wanted -> warn(engine, reference, wanted, out));
        });
    }

    private static ImageReference reference(String name, String tag) {
        if (tag.isEmpty()) {
            return ImageReference.parse(name);
        }
        ImageReference bare = ImageReference.parse(name);
        return ImageReference.parse(bare.repository() + (tag.startsWith("sha256:") ? "@" : ":") + tag);
    }

    /** An image that there is for one platform only is pulled for every other, too. */
    private static void warn(Engine engine, ImageReference reference, Platform wanted, ProgressOutput out) {
        Optional<Image> pulled = engine.images().byReference(reference);
        if (pulled.isEmpty()) {
            return;
        }
        Platform actual = new Platform(
                pulled.get().config().architecture(), pulled.get().config().os(), null);
        if (!actual.os().equals(wanted.os()) || !actual.architecture().equals(wanted.architecture())) {
            out.write(new Progress.Message(
                    "",
                    "WARNING: image with reference " + reference.repository().familiar()
                            + " was found but does not match the specified platform: wanted "
                            + PlatformChoice.text(wanted) + ", actual: " + PlatformChoice.text(actual)));
        }
    }

    private static void push(Context context) throws IOException {
        String name = context.pathParam("name");
        String tag = Query.text(context, "tag");
        ImageReference parsed = ImageReference.parse(name);
        ImageReference reference = tag.isEmpty() ? parsed : ImageReference.of(parsed.repository(), new Tag(tag));
        if (context.header("X-Registry-Auth") == null) {
            throw new EngineException.InvalidParameter("Bad parameters and missing X-Registry-Auth: EOF");
        }
        PushRequest request = new PushRequest(reference, tag.isEmpty(), RegistryHeader.of(context));
        Engine engine = LabEndPoint.engine(context);
        PullAnswer.run(context, (out, cancellation) -> engine.distribution().push(request, out, cancellation));
    }
}
