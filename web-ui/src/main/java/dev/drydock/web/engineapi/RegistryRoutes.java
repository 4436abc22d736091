package dev.drydock.web.engineapi;

import dev.drydock.core.distribution.Cancellation;
import dev.drydock.core.distribution.Inspection;
import dev.drydock.core.distribution.SearchResult;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.error.GoNumbers;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.web.engineapi.json.DistributionBody;
import dev.drydock.web.engineapi.json.LoginBody;
import dev.drydock.web.engineapi.json.SearchHit;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What asks a registry without bringing an image: logins, look-ups and searches. */
final class RegistryRoutes {
    private static final String HUB = "docker.io";
    private static final String INDEX = "https://index.docker.io/v1/";
    private static final Pattern SCHEME = Pattern.compile("^https?://");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+(:[0-9]{1,5})?");
    private static final int DEFAULT_LIMIT = 25;
    private static final int MAX_LIMIT = 100;

    private RegistryRoutes() {}

    static void install(RoutesConfig routes) {
        routes.post("/auth", RegistryRoutes::logIn);
        routes.get("/distribution/<name>/json", RegistryRoutes::inspect);
        routes.get("/images/search", RegistryRoutes::search);
    }

    private static void logIn(Context context) {
        JsonNode request = RequestBody.readAny(context, JsonNode.class);
        for (String member : new String[] {"username", "password", "serveraddress"}) {
            JsonNode value = request.path(member);
            if (!value.isMissingNode() && !value.isNull() && !value.isString()) {
                throw new EngineException.InvalidParameter(
                        "invalid JSON: unexpected value in field " + member + ", want string");
            }
        }
        String host = host(request.path("serveraddress").asString(""));
        LabEndPoint.engine(context).distribution().logIn(host, RegistryHeader.auth(request));
        Json.answer(context, new LoginBody("", "Login Succeeded"));
    }

    private static String host(String address) {
        if (address.isEmpty() || address.equals(INDEX)) {
            return HUB;
        }
        String bare = SCHEME.matcher(address).replaceFirst("");
        int slash = bare.indexOf('/');
        String host = slash < 0 ? bare : bare.substring(0, slash);
        if (!HOST.matcher(host).matches()) {
            throw new EngineException.InvalidParameter(
                    "unable to parse server address: " + GoNumbers.quote(address) + " names no host");
        }
        return host.equals("index.docker.io") || host.equals("registry-1.docker.io") ? HUB : host;
    }

    private static void inspect(Context context) {
        ImageReference reference = ImageReference.parse(context.pathParam("name"));
        Inspection found = LabEndPoint.engine(context)
                .distribution()
                .inspect(reference, RegistryHeader.of(context), new Cancellation());
        Json.answer(context, document(found));
    }

    private static DistributionBody document(Inspection found) {
        return new DistributionBody(
                new DistributionBody.Descriptor(
                        found.descriptor().mediaType(),
                        found.descriptor().digest(),
                        found.descriptor().size()),
                found.platforms().stream()
                        .map(each -> new DistributionBody.Platform(each.architecture(), each.os(), each.variant()))
                        .toList());
    }

    private static void search(Context context) {
        int limit = Query.number(context, "limit").orElse(DEFAULT_LIMIT);
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new EngineException.InvalidParameter("Limit " + limit + " is outside the range of [1, 100]");
        }
        Map<String, List<String>> filters = Query.filters(context);
        List<SearchHit> hits =
                LabEndPoint.engine(context).distribution().search(Query.text(context, "term"), limit).stream()
                        .filter(result -> SearchFilter.matches(filters, result))
                        .map(RegistryRoutes::hit)
                        .toList();
        Json.answer(context, hits);
    }

    private static SearchHit hit(SearchResult result) {
        return new SearchHit(
                result.stars(), result.isOfficial(), result.name(), result.isAutomated(), result.description());
    }
}
