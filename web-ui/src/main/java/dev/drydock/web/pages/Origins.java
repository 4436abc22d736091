package dev.drydock.web.pages;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where requests may come from. Everything that changes something, and every WebSocket, must come from a page of this
 * server itself: the origin is compared whole, never by its beginning or its end.
 *
 * @param known the server's addresses such as {@code https://class.example}; when there are none, the address that the
 *     request itself was sent to counts
 */
record Origins(Set<String> known) {
    private static final Pattern HOST = Pattern.compile("([a-z0-9._-]+|\\[[0-9a-f:.]+])(:[0-9]{1,5})?");

    Origins {
        known = Set.copyOf(known);
    }

    /** Refuses a request that was sent to a name which is not this server's. */
    void requireKnownHost(Context request) {
        String own = ownOrigin(request);
        if (!known.isEmpty() && known.stream().noneMatch(origin -> host(origin).equals(host(own)))) {
            throw new HttpResponseException(HttpStatus.MISDIRECTED_REQUEST.getCode());
        }
    }

    /** Refuses a request that no page of this server made. */
    void requireSameOrigin(Context request) {
        String origin = request.header("Origin");
        if (!isSameOrigin(origin, ownOrigin(request))) {
            throw new ForbiddenResponse("cross-origin request");
        }
    }

    boolean isSameOrigin(@Nullable String origin, String own) {
        if (origin == null) {
            return false;
        }
        String normal = origin.toLowerCase(Locale.ROOT);
        return known.isEmpty() ? normal.equals(own) : known.contains(normal);
    }

    private static String ownOrigin(Context request) {
        String host = request.header("Host");
        String normal = host == null ? "" : host.toLowerCase(Locale.ROOT);
        if (!HOST.matcher(normal).matches()) {
            throw new BadRequestResponse();
        }
        return request.scheme() + "://" + normal;
    }

    private static String host(String origin) {
        return origin.substring(origin.indexOf("://") + "://".length());
    }
}
