package dev.drydock.web.registry;

import dev.drydock.core.registry.Caller;
import dev.drydock.core.registry.Page;
import dev.drydock.core.registry.Registry;
import dev.drydock.core.registry.RegistryError;
import dev.drydock.core.registry.RegistryException;
import dev.drydock.core.registry.RepositoryPath;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.router.Endpoint;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** {@code /v2/} and what is below it. */
final class RegistryRoutes {
    private static final String CALLER = "caller";
    private static final String PREFIX = "/v2/";

    private final Registry registry;
    private final Callers callers;
    private final ManifestRoutes manifests;
    private final BlobRoutes blobs;
    private final UploadRoutes uploads;

    RegistryRoutes(Registry registry, Callers callers) {
        this.registry = registry;
        this.callers = callers;
        this.manifests = new ManifestRoutes(registry);
        this.blobs = new BlobRoutes(registry);
        this.uploads = new UploadRoutes(registry);
    }

    void install(RoutesConfig routes) {
        routes.before(this::identify);
        for (String base : List.of("/v2", PREFIX)) {
            routes.get(base, context -> Json.answer(context, Map.of()));
            routes.head(base, context -> context.contentType("application/json"));
        }
        routes.get(PREFIX + "_catalog", this::catalog);
        for (HandlerType method : List.of(
                HandlerType.GET,
                HandlerType.HEAD,
                HandlerType.PUT,
                HandlerType.POST,
                HandlerType.PATCH,
                HandlerType.DELETE)) {
            routes.addEndpoint(Endpoint.create(method, PREFIX + "<path>").handler(this::serve));
        }
    }

    private void identify(Context context) {
        context.header("Docker-Distribution-Api-Version", "registry/2.0");
        try {
            context.attribute(CALLER, callers.of(context));
        } catch (RegistryException e) {
            context.header("WWW-Authenticate", Callers.scheme(context) + " realm=\"registry.lab\"");
            throw e;
        }
    }

    static Caller caller(Context context) {
        Caller caller = context.attribute(CALLER);
        if (caller == null) {
            throw new IllegalStateException("nobody was identified");
        }
        return caller;
    }

    private void serve(Context context) throws IOException {
        switch (Target.parse(context.path().substring(PREFIX.length()))) {
            case Target.Manifest manifest -> manifests.serve(context, manifest);
            case Target.Blob blob -> blobs.serve(context, blob);
            case Target.Uploads all -> uploads.begin(context, all);
            case Target.Upload upload -> uploads.serve(context, upload);
            case Target.Tags tags -> tags(context, tags);
            case Target.Referrers referrers -> manifests.referrers(context, referrers);
        }
    }

    static void allow(Context context, HandlerType... methods) {
        if (!List.of(methods).contains(context.method())) {
            throw new MethodNotAllowedResponse();
        }
    }

    /** The body of the catalog. */
    record Catalog(List<String> repositories) {}

    private void catalog(Context context) {
        Page<RepositoryPath> page = registry.catalog(Pages.last(context), Pages.limit(context));
        List<String> names = page.items().stream().map(RepositoryPath::value).toList();
        Pages.link(context, names, page.hasMore());
        Json.answer(context, new Catalog(names));
    }

    /** The body of a list of tags. */
    record Tags(String name, List<String> tags) {}

    private void tags(Context context, Target.Tags target) {
        allow(context, HandlerType.GET);
        var page = registry.tags(target.repository(), Pages.last(context), Pages.limit(context));
        List<String> tags = page.items().stream().map(tag -> tag.value()).toList();
        Pages.link(context, tags, page.hasMore());
        Json.answer(context, new Tags(target.repository().value(), tags));
    }

    /** Pages of lists. */
    static final class Pages {
        private static final int MOST = 1000;
        private static final int DIGITS = 9;

        private Pages() {}

        static String last(Context context) {
            String last = context.queryParam("last");
            return last == null ? "" : last;
        }

        /** How many items a client wants; more than a page has becomes that. */
        static int limit(Context context) {
            String number = context.queryParam("n");
            if (number == null || number.isEmpty()) {
                return MOST;
            }
            if (!number.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
                throw new RegistryException(
                        RegistryError.PAGINATION_NUMBER_INVALID, "n is the number of items on a page");
            }
            return number.length() > DIGITS ? MOST : Math.min(MOST, Integer.parseInt(number));
        }

        /** Tells the next page of the same list (RFC 5988). Items have no letters that would have to be quoted. */
        static void link(Context context, List<String> items, boolean hasMore) {
            if (hasMore && !items.isEmpty()) {
                String query = "n=" + limit(context) + "&last=" + items.getLast();
                context.header("Link", "<" + context.path() + "?" + query + ">; rel=\"next\"");
            }
        }
    }
}
