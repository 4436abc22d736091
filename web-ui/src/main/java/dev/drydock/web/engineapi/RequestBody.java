package dev.drydock.web.engineapi;

import dev.drydock.core.error.EngineException;
import io.javalin.http.Context;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.MismatchedInputException;

/** The JSON body of a request. */
final class RequestBody {
    static final int LIMIT = 4 * 1024 * 1024;

    private RequestBody() {}

    /** Reads a body that has to be there. */
    static <T> T read(Context context, Class<T> type) {
        byte[] body = context.bodyAsBytes();
        if (body.length == 0) {
            throw new EngineException.InvalidParameter("invalid JSON: got EOF while reading request body");
        }
        String mediaType = context.req().getContentType();
        if (mediaType != null && !mediaType.startsWith("application/json")) {
            throw new EngineException.InvalidParameter(
                    "unsupported Content-Type header (" + mediaType + "): must be 'application/json'");
        }
        T document = Json.MAPPER.readValue(body, type);
        if (document == null) {
            throw new EngineException.InvalidParameter("config cannot be empty in order to create a container");
        }
        return document;
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
