package dev.drydock.web.engineapi;

import dev.drydock.core.error.EngineException;
import dev.drydock.web.engineapi.json.ErrorBody;
import dev.drydock.web.unixsocket.UnreadBody;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import org.eclipse.jetty.io.EofException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/** Answers failed requests: a status by the kind of failure and {@code {"message": …}}, never more than the sentence. */
final class ApiErrors {
    private static final Logger LOG = LoggerFactory.getLogger(ApiErrors.class);
    private static final int INTERNAL = 500;

    private ApiErrors() {}

    @SuppressWarnings("IllegalCatch") // Not a catch: the top of the request threads, registered by class.
    static void install(RoutesConfig routes) {
        routes.exception(EngineException.class, ApiErrors::refuse);
        routes.exception(JacksonException.class, (e, context) -> answer(context, 400, RequestBody.sentence(e)));
        routes.exception(IOException.class, ApiErrors::brokenStream);
        routes.exception(HttpResponseException.class, ApiErrors::refuse);
        routes.exception(Exception.class, ApiErrors::unexpected);
    }

    private static void refuse(EngineException failure, Context context) {
        int status = status(failure);
        if (status >= INTERNAL && failure.getCause() != null) {
            LOG.warn("{} {}: {}", context.method(), context.path(), failure.getMessage(), failure);
        }
        answer(context, status, String.valueOf(failure.getMessage()));
    }

    private static void refuse(HttpResponseException failure, Context context) {
        switch (failure.getStatus()) {
            // Docker says so too when the method is the wrong one.
            case 404, 405 -> answer(context, 404, "page not found");
            case 413 -> answer(context, 400, "http: request body too large");
            default -> answer(context, failure.getStatus(), String.valueOf(failure.getMessage()));
        }
    }

    /** Bytes no longer flow: mostly because the client is gone, which is no news. */
    private static void brokenStream(IOException failure, Context context) {
        LabEndPoint endPoint = LabEndPoint.of(context);
        if (endPoint.isOpen() && !endPoint.isInputShutdown() && !(failure instanceof EofException)) {
            LOG.warn("{} {} broke off", context.method(), context.path(), failure);
        }
        endPoint.close();
    }

    private static void unexpected(Exception failure, Context context) {
        LOG.error("{} {}", context.method(), context.path(), failure);
        answer(context, INTERNAL, "the engine failed unexpectedly; its server's log says why");
    }

    static int status(EngineException failure) {
        return switch (failure) {
            case EngineException.NotFound _ -> 404;
            case EngineException.InvalidParameter _ -> 400;
            case EngineException.Conflict _ -> 409;
            case EngineException.NotModified _ -> 304;
            case EngineException.Unauthorized _ -> 401;
            case EngineException.Forbidden _ -> 403;
            case EngineException.Unavailable _ -> 503;
            case EngineException.NotImplemented _ -> 501;
            case EngineException.SystemFailure _ -> INTERNAL;
        };
    }

    private static void answer(Context context, int status, String message) {
        if (context.res().isCommitted()) {
            // Too late for a sentence: an answer that breaks off is the only sign left.
            hangUp(context);
            return;
        }
        UnreadBody.discard(context);
        context.status(status);
        if (status != 304) {
            Json.answer(context, new ErrorBody(message));
        }
    }

    private static void hangUp(Context context) {
        LabEndPoint.of(context).close();
    }

    /** What an {@link IOException} says, without its type where it says anything. */
    static String reason(IOException failure) {
        String message = failure.getMessage();
        return message == null || message.isEmpty() ? failure.getClass().getSimpleName() : message;
    }
}
