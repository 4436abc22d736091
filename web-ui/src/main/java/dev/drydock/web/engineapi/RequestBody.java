package dev.drydock.web.engineapi;

import dev.drydock.core.error.EngineException;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
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
