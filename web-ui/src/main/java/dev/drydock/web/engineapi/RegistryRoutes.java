package dev.drydock.web.engineapi;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.error.GoNumbers;
import dev.drydock.core.reference.ImageReference;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What asks a registry: no lab host reaches one, and so the answers are those of a dockerd without a network. */
final class RegistryRoutes {
    private static final String HUB = "registry-1.docker.io";
    private static final String INDEX = "https://index.docker.io/v1/";
    private static final Pattern SCHEME = Pattern.compile("^https?://");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+(:[0-9]{1,5})?");
    private static final Pattern LOCAL = Pattern.compile("(localhost|127\\.[0-9.]+)(:[0-9]+)?");

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
        throw unreachable(host(request.path("serveraddress").asString("")), "/v2/");
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
        return host;
    }

    private static void inspect(Context context) {
        ImageReference reference = ImageReference.parse(context.pathParam("name"));
        String domain = reference.repository().domain();
        throw unreachable(domain.equals("docker.io") ? HUB : domain, "/v2/");
    }

    private static void search(Context context) {
        String term = Query.text(context, "term");
        int limit = Query.number(context, "limit").orElse(25);
        String path = "/v1/search?q=" + URLEncoder.encode(term, StandardCharsets.UTF_8) + "&n=" + limit;
        throw unreachable("index.docker.io", path);
    }

    private static EngineException unreachable(String host, String path) {
        String scheme = LOCAL.matcher(host).matches() ? "http://" : "https://";
        int colon = host.indexOf(':');
        String name = colon < 0 ? host : host.substring(0, colon);
        return new EngineException.SystemFailure(
                "Get \"" + scheme + host + path + "\": dial tcp: lookup " + name + ": network is unreachable");
    }
}
