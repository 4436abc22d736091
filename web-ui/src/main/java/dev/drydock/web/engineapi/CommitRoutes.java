package dev.drydock.web.engineapi;

import dev.drydock.core.container.CommitRequest;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.image.ImageId;
import dev.drydock.core.oci.ImageConfig.RunConfig;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.core.reference.Tag;
import dev.drydock.web.engineapi.json.ContainerCreate;
import dev.drydock.web.engineapi.json.IdBody;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** {@code POST /commit}: an image of what a container has become. */
final class CommitRoutes {
    private CommitRoutes() {}

    static void install(RoutesConfig routes) {
        routes.post("/commit", CommitRoutes::commit);
    }

    private static void commit(Context context) throws IOException {
        String container = Query.text(context, "container");
        if (container.isEmpty()) {
            throw new EngineException.InvalidParameter("invalid name or ID supplied: \"\"");
        }
        List<String> changes = context.queryParams("changes");
        CommitRequest request = new CommitRequest(
                reference(Query.text(context, "repo"), Query.text(context, "tag")),
                Query.text(context, "author"),
                Query.text(context, "comment"),
                Query.text(context, "pause").isEmpty() || Query.flag(context, "pause"),
                String.join("\n", changes),
                config(context));
        if (!changes.isEmpty() && request.changes().isBlank()) {
            throw new EngineException.InvalidParameter("file with no instructions");
        }
        LabEndPoint.work(context).inTurn(() -> {
            ImageId id = LabEndPoint.engine(context).containers().commit(container, request);
            context.status(201);
            Json.answer(context, new IdBody(id.toString()));
        });
    }

    private static Optional<ImageReference> reference(String repository, String tag) {
        if (repository.isEmpty()) {
            return Optional.empty();
        }
        String checked = tag.isEmpty() ? "" : ":" + new Tag(tag);
        return Optional.of(ImageReference.parse(repository + checked));
    }

    /** Clients that ask for nothing send no body, or null. */
    private static Optional<RunConfig> config(Context context) {
        byte[] body = context.bodyAsBytes();
        String text = new String(body, StandardCharsets.UTF_8).strip();
        if (text.isEmpty() || text.equals("null")) {
            return Optional.empty();
        }
        ContainerCreate given = RequestBody.read(context, ContainerCreate.class);
        return Optional.of(new RunConfig(
                nullIfEmpty(given.user()),
                keys(given.exposedPorts()),
                given.env(),
                given.entrypoint(),
                given.cmd(),
                keys(given.volumes()),
                nullIfEmpty(given.workingDir()),
                given.labels(),
                nullIfEmpty(given.stopSignal()),
                Healthchecks.image(given.healthcheck()),
                null,
                null));
    }

    private static @Nullable Map<String, Map<String, String>> keys(@Nullable Map<String, JsonNode> values) {
        if (values == null) {
            return null;
        }
        Map<String, Map<String, String>> keys = new TreeMap<>();
        values.keySet().forEach(key -> keys.put(key, Map.of()));
        return keys;
    }

    private static @Nullable String nullIfEmpty(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
