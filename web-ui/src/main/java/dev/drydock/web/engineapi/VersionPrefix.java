package dev.drydock.web.engineapi;

import dev.drydock.core.error.EngineException;
import io.javalin.http.Context;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Takes the {@code /v1.50} off a request's path, so that each route stands once, and remembers it for {@link #of}.
 * Requests without it are of the newest version.
 */
final class VersionPrefix extends Handler.Wrapper {
    private static final String ATTRIBUTE = VersionPrefix.class.getName();

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        HttpURI uri = request.getHttpURI();
        String path = uri.getPath();
        if (path.contains("//")) {
            // As Go's router, for clients that join a base path and a path.
            String clean = path.replaceAll("/+", "/");
            response.setStatus(301);
            response.getHeaders()
                    .put(HttpHeader.LOCATION, uri.getQuery() == null ? clean : clean + "?" + uri.getQuery());
            callback.succeeded();
            return true;
        }
        int slash = path.indexOf('/', 1);
        if (!path.startsWith("/v") || slash < 3 || !isVersion(path.substring(2, slash))) {
            return super.handle(request, response, callback);
        }
        request.setAttribute(ATTRIBUTE, path.substring(2, slash));
        HttpURI bare = HttpURI.build(uri, path.substring(slash), uri.getParam(), uri.getQuery());
        return super.handle(Request.serveAs(request, bare), response, callback);
    }

    private static boolean isVersion(String text) {
        return text.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }

    /** The version a request asks for, refused with Docker's sentences when it is not served. */
    static ApiVersion of(Context context) {
        if (!(context.req().getAttribute(ATTRIBUTE) instanceof String text)) {
            return ApiVersion.NEWEST;
        }
        ApiVersion version = ApiVersion.parse(text)
                .orElseThrow(() -> new EngineException.InvalidParameter("invalid API version \"" + text + "\""));
        if (version.compareTo(ApiVersion.OLDEST) < 0) {
            throw new EngineException.InvalidParameter("client version " + text
                    + " is too old. Minimum supported API version is " + ApiVersion.OLDEST
                    + ", please upgrade your client to a newer version");
        }
        if (version.compareTo(ApiVersion.NEWEST) > 0) {
            throw new EngineException.InvalidParameter(
                    "client version " + text + " is too new. Maximum supported API version is " + ApiVersion.NEWEST);
        }
        return version;
    }
}
