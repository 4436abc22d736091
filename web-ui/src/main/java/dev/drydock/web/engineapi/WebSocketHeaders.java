package dev.drydock.web.engineapi;

import io.javalin.http.Context;
import java.util.Locale;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Keeps what belongs to a WebSocket handshake out of a request's headers: Javalin takes every request that has it for a
 * WebSocket of its own and looks at no route.
 */
final class WebSocketHeaders extends Handler.Wrapper {
    private static final String PREFIX = "sec-websocket-";

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        HttpFields all = request.getHeaders();
        HttpFields.Mutable others = HttpFields.build();
        all.forEach(field -> {
            String name = field.getName().toLowerCase(Locale.ROOT);
            if (name.startsWith(PREFIX)) {
                request.setAttribute(name, field.getValue());
            } else {
                others.add(field);
            }
        });
        if (others.size() == all.size()) {
            return super.handle(request, response, callback);
        }
        HttpFields rest = others.asImmutable();
        return super.handle(
                new Request.Wrapper(request) {
                    @Override
                    public HttpFields getHeaders() {
                        return rest;
                    }
                },
                response,
                callback);
    }

    static String key(Context context) {
        return of(context, "key");
    }

    static String version(Context context) {
        return of(context, "version");
    }

    /** Empty when the request has none. */
    private static String of(Context context, String name) {
        return context.req().getAttribute(PREFIX + name) instanceof String value ? value : "";
    }
}
