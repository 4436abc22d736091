package dev.drydock.web.registry;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.registry.RegistryError;
import dev.drydock.core.registry.RegistryException;
import dev.drydock.web.unixsocket.Connections;
import dev.drydock.web.unixsocket.UnreadBody;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers failed requests: {@code {"errors": [{"code", "message", "detail"}]}} (distribution specification, "Error Codes"). */
final class RegistryErrors {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryErrors.class);
    private static final int INTERNAL = 500;

    private RegistryErrors() {}

    /** The body of an answer. */
    record Body(List<Item> errors) {}

    /** One error. */
    record Item(String code, String message, List<String> detail) {}

    @SuppressWarnings("IllegalCatch") // Not a catch: the top of the request threads, registered by class.
    static void install(RoutesConfig routes) {
        routes.exception(RegistryException.class, RegistryErrors::refuse);
        routes.exception(EngineException.class, RegistryErrors::refuse);
        routes.exception(HttpResponseException.class, RegistryErrors::refuse);
        routes.exception(IOException.class, RegistryErrors::brokenStream);
        routes.exception(Exception.class, RegistryErrors::unexpected);
    }

    private static void refuse(RegistryException failure, Context context) {
        answer(context, status(failure.code()), item(failure));
    }

    static Item item(RegistryException failure) {
        return new Item(failure.code().name(), String.valueOf(failure.getMessage()), failure.details());
    }

    private static int status(RegistryError code) {
        return switch (code) {
            case BLOB_UNKNOWN, BLOB_UPLOAD_UNKNOWN, MANIFEST_UNKNOWN, NAME_UNKNOWN -> 404;
            case BLOB_UPLOAD_INVALID,
                    DIGEST_INVALID,
                    MANIFEST_BLOB_UNKNOWN,
                    MANIFEST_INVALID,
                    NAME_INVALID,
                    PAGINATION_NUMBER_INVALID,
                    SIZE_INVALID,
                    TAG_INVALID -> 400;
            case RANGE_INVALID -> 416;
            case UNAUTHORIZED -> 401;
            case DENIED -> 403;
            case UNSUPPORTED -> 405;
            case TOOMANYREQUESTS -> 429;
        };
    }

    private static void refuse(EngineException failure, Context context) {
        int status = switch (failure) {
            case EngineException.NotFound _ -> 404;
            case EngineException.InvalidParameter _ -> 400;
            case EngineException.Conflict _, EngineException.NotModified _ -> 409;
            case EngineException.Unauthorized _ -> 401;
            case EngineException.Forbidden _ -> 403;
            case EngineException.Unavailable _ -> 503;
            case EngineException.NotImplemented _ -> 501;
            case EngineException.SystemFailure _ -> INTERNAL;
        };
        LOG.warn("{} {}: {}", context.method(), context.path(), failure.getMessage(), failure);
        answer(context, status, unknown("the registry cannot do this: its server's log says why"));
    }

    private static void refuse(HttpResponseException failure, Context context) {
        String sentence = switch (failure.getStatus()) {
            case 404 -> "a registry has nothing at this path";
            case 405 -> "a registry does not do this here";
            default -> String.valueOf(failure.getMessage());
        };
        answer(context, failure.getStatus(), new Item(RegistryError.UNSUPPORTED.name(), sentence, List.of()));
    }

    /** Bytes no longer flow: mostly because the client is gone, which is no news. */
    private static void brokenStream(IOException failure, Context context) {
        LOG.debug("{} {} broke off: {}", context.method(), context.path(), failure.toString());
        Connections.of(context).close();
    }

    private static void unexpected(Exception failure, Context context) {
        LOG.error("{} {}", context.method(), context.path(), failure);
        answer(context, INTERNAL, unknown("the registry failed unexpectedly; its server's log says why"));
    }

    /** The distribution project's code for what has none. */
    private static Item unknown(String sentence) {
        return new Item("UNKNOWN", sentence, List.of());
    }

    static void answer(Context context, int status, Item item) {
        if (context.res().isCommitted()) {
            // Too late for a sentence: an answer that breaks off is the only sign left.
            Connections.of(context).close();
            return;
        }
        UnreadBody.discard(context);
        context.status(status);
        if (context.method().equals(HandlerType.HEAD)) {
            context.res().setContentLength(0);
        } else {
            Json.answer(context, new Body(List.of(item)));
        }
    }
}
