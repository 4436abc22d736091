package dev.drydock.web.engineapi;

import dev.drydock.core.error.EngineException;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.node.NullNode;

/** The JSON body of a request. */
final class RequestBody {
    static final int LIMIT = 4 * 1024 * 1024;
    /** So much Go's server takes in as well. */
    private static final int SMALL = 256 * 1024;

    /** Beyond these the sender of a body that nobody wants is cut off. */
    private static final long DISCARD_BYTES = 256L << 20;

    private static final Duration DISCARD_TIME = Duration.ofSeconds(5);
    private static final Duration DISCARD_PAUSE = Duration.ofSeconds(2);
    private static final int DISCARD_PIECE = 64 * 1024;
    private static final Logger LOG = LoggerFactory.getLogger(RequestBody.class);

    private RequestBody() {}

    /**
     * Takes in a small body before anybody asks for it, or an answer that does not need it would go out before the client
     * has sent it, and with it the connection.
     */
    static void take(Context context) {
        boolean isSmall = context.contentLength() > 0 && context.contentLength() <= SMALL;
        if (isSmall && context.method().equals(HandlerType.POST) && isJson(context)) {
            context.bodyAsBytes();
        }
    }

    /**
     * Takes in what is left of the body of a request that is refused. A client that is still sending would find the connection
     * closed and tell of that instead of the reason. One that sends for ever, or stops, loses its connection after all.
     */
    static void discard(Context context) {
        if (context.header("Expect") != null) {
            // It waits to be asked for the body, and now is not.
            return;
        }
        LabEndPoint endPoint = LabEndPoint.of(context);
        long before = endPoint.getIdleTimeout();
        endPoint.setIdleTimeout(DISCARD_PAUSE.toMillis());
        long end = System.nanoTime() + DISCARD_TIME.toNanos();
        byte[] buffer = new byte[DISCARD_PIECE];
        try {
            InputStream body = context.req().getInputStream();
            long left = DISCARD_BYTES;
            int read = 0;
            while (read >= 0 && left > 0 && System.nanoTime() < end) {
                read = body.read(buffer);
                left -= read;
            }
        } catch (IOException e) {
            LOG.debug("{} {}: the rest of the body did not come: {}", context.method(), context.path(), e.toString());
        } finally {
            endPoint.setIdleTimeout(before);
        }
    }

    /** Reads a body that has to be there and to call itself JSON; {@code null} is a document that says nothing. */
    static <T> T read(Context context, Class<T> type) {
        checkMediaType(context);
        return readAny(context, type);
    }

    /** Reads a body that has to be there, whatever it calls itself. */
    static <T> T readAny(Context context, Class<T> type) {
        byte[] body = context.bodyAsBytes();
        if (body.length == 0) {
            throw new EngineException.InvalidParameter("invalid JSON: got EOF while reading request body");
        }
        T document = Json.MAPPER.readValue(body, type);
        return document == null || document instanceof NullNode ? Json.MAPPER.readValue("{}", type) : document;
    }

    private static void checkMediaType(Context context) {
        String given = context.req().getContentType();
        boolean isEmpty = given == null && context.contentLength() <= 0;
        if (!isEmpty && !isJson(context)) {
            throw new EngineException.InvalidParameter("unsupported Content-Type header ("
                    + (given == null ? "" : given) + "): must be 'application/json'");
        }
    }

    private static boolean isJson(Context context) {
        String given = context.req().getContentType();
        return given != null && given.split(";", 2)[0].strip().equalsIgnoreCase("application/json");
    }

    /** Says what is wrong with a body without quoting parser internals. */
    static String sentence(JacksonException failure) {
        String where = path(failure);
        return "invalid JSON: "
                + switch (failure) {
                    case MismatchedInputException e -> "unexpected value" + where + ", want " + name(e.getTargetType());
                    case DatabindException _ -> "unexpected value" + where;
                    case StreamReadException e ->
                        e.getOriginalMessage().lines().findFirst().orElse("not JSON");
                    default -> "not JSON";
                };
    }

    private static String path(JacksonException failure) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : failure.getPath()) {
            if (step.getPropertyName() != null) {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            } else {
                path.append('[').append(step.getIndex()).append(']');
            }
        }
        return path.isEmpty() ? "" : " in field " + path;
    }

    private static String name(Class<?> type) {
        if (type == boolean.class || type == Boolean.class) {
            return "bool";
        } else if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            return "int";
        } else if (type == String.class) {
            return "string";
        } else if (Iterable.class.isAssignableFrom(type)) {
            return "array";
        }
        return "object";
    }
}
