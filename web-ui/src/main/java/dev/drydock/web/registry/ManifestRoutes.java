package dev.drydock.web.registry;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.drydock.core.oci.MediaTypes;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.registry.Caller;
import dev.drydock.core.registry.ManifestContent;
import dev.drydock.core.registry.ManifestLink;
import dev.drydock.core.registry.ManifestReference;
import dev.drydock.core.registry.Page;
import dev.drydock.core.registry.Referrer;
import dev.drydock.core.registry.Registry;
import dev.drydock.core.registry.RegistryError;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.MethodNotAllowedResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Manifests, and what says something about them. */
final class ManifestRoutes {
    /** Of a manifest in bytes: what the specification asks a registry to take at least. */
    private static final int LIMIT = 4 << 20;

    private final Registry registry;

    ManifestRoutes(Registry registry) {
        this.registry = registry;
    }

    void serve(Context context, Target.Manifest target) throws IOException {
        switch (context.method().name()) {
            case "GET" -> get(context, target, true);
            case "HEAD" -> get(context, target, false);
            case "PUT" -> put(context, target);
            case "DELETE" -> {
                registry.deleteManifest(RegistryRoutes.caller(context), target.repository(), target.reference());
                context.status(202);
            }
            default -> throw new MethodNotAllowedResponse();
        }
    }

    private void get(Context context, Target.Manifest target, boolean withContent) {
        Caller caller = RegistryRoutes.caller(context);
        ManifestLink manifest = registry.manifest(caller, target.repository(), target.reference());
        byte[] content = withContent ? registry.read(manifest) : new byte[0];
        context.header("Docker-Content-Digest", manifest.digest().toString());
        context.header("ETag", "\"" + manifest.digest() + "\"");
        context.contentType(manifest.mediaType());
        if (withContent) {
            context.result(content);
        } else {
            context.res().setContentLengthLong(manifest.size());
        }
    }

    private void put(Context context, Target.Manifest target) throws IOException {
        byte[] content = context.contentLength() > LIMIT
                ? new byte[LIMIT + 1]
                : context.req().getInputStream().readNBytes(LIMIT + 1);
        if (content.length > LIMIT) {
            RegistryErrors.answer(
                    context,
                    413,
                    new RegistryErrors.Item(
                            RegistryError.MANIFEST_INVALID.name(), "a manifest has at most 4 MiB", List.of()));
            return;
        }
        ManifestLink manifest = registry.putManifest(
                RegistryRoutes.caller(context),
                target.repository(),
                target.reference(),
                new ManifestContent(mediaType(context), content));
        context.status(201);
        context.header("Docker-Content-Digest", manifest.digest().toString());
        context.header("Location", "/v2/" + target.repository() + "/manifests/" + manifest.digest());
        manifest.subject().ifPresent(subject -> context.header("OCI-Subject", subject.toString()));
    }

    private static String mediaType(Context context) {
        String given = context.req().getContentType();
        return given == null ? "" : given.split(";", 2)[0].strip();
    }

    /** The body of the list of referrers, an image index. */
    record Index(int schemaVersion, String mediaType, List<Item> manifests) {}

    /** A referrer. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Item(String mediaType, String digest, long size, String artifactType, Map<String, String> annotations) {
        static Item of(Referrer referrer) {
            ManifestLink manifest = referrer.manifest();
            return new Item(
                    manifest.mediaType(),
                    manifest.digest().toString(),
                    manifest.size(),
                    manifest.artifactType(),
                    referrer.annotations());
        }
    }

    void referrers(Context context, Target.Referrers target) {
        RegistryRoutes.allow(context, HandlerType.GET);
        String artifactType =
                Optional.ofNullable(context.queryParam("artifactType")).orElse("");
        Optional<Digest> last = Optional.ofNullable(context.queryParam("last")).map(ManifestReference::digest);
        Page<Referrer> page = registry.referrers(target.repository(), target.subject(), artifactType, last);
        if (!artifactType.isEmpty()) {
            context.header("OCI-Filters-Applied", "artifactType");
        }
        if (page.hasMore()) {
            String end = page.items().getLast().manifest().digest().toString();
            String filter = artifactType.isEmpty()
                    ? ""
                    : "&artifactType=" + URLEncoder.encode(artifactType, StandardCharsets.UTF_8);
            context.header("Link", "<" + context.path() + "?last=" + end + filter + ">; rel=\"next\"");
        }
        List<Item> items = page.items().stream().map(Item::of).toList();
        context.contentType(MediaTypes.INDEX).result(Json.bytes(new Index(2, MediaTypes.INDEX, items)));
    }
}
