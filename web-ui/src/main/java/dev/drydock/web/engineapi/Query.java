package dev.drydock.web.engineapi;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.error.GoNumbers;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Values of a request's query, read as Moby reads them. */
final class Query {
    private static final String INVALID_FILTER = "invalid filter";

    private Query() {}

    /** Everything counts as true but nothing, 0, no, false and none. */
    static boolean flag(Context context, String name) {
        String value = text(context, name).strip().toLowerCase(Locale.ROOT);
        return switch (value) {
            case "", "0", "no", "false", "none" -> false;
            default -> true;
        };
    }

    /** Empty when it is not there. */
    static String text(Context context, String name) {
        String value = context.queryParam(name);
        return value == null ? "" : value;
    }

    static Optional<String> optional(Context context, String name) {
        return Optional.of(text(context, name)).filter(value -> !value.isEmpty());
    }

    /** As {@code strconv.Atoi}; numbers of more than 32 bits, which mean nothing anywhere, become the largest there are. */
    static OptionalInt number(Context context, String name) {
        String value = text(context, name);
        return value.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(Math.clamp(GoNumbers.atoi(value), Integer.MIN_VALUE, Integer.MAX_VALUE));
    }

    /** {@code filters}: a JSON object of objects whose keys count, or of lists, as older clients send it. */
    static Map<String, List<String>> filters(Context context) {
        String text = text(context, "filters");
        if (text.isEmpty()) {
            return Map.of();
        }
        try {
            JsonNode root = Json.MAPPER.readTree(text);
            if (root.isNull()) {
                return Map.of();
            }
            boolean isNew = root.valueStream().allMatch(Query::isSet);
            if (!root.isObject() || !(isNew || root.valueStream().allMatch(Query::isList))) {
                throw new EngineException.InvalidParameter(INVALID_FILTER);
            }
            return filters(root);
        } catch (JacksonException e) {
            throw new EngineException.InvalidParameter(INVALID_FILTER, e);
        }
    }

    private static boolean isSet(JsonNode values) {
        return values.isNull()
                || (values.isObject() && values.valueStream().allMatch(value -> value.isBoolean() || value.isNull()));
    }

    private static boolean isList(JsonNode values) {
        return values.isNull()
                || (values.isArray() && values.valueStream().allMatch(value -> value.isString() || value.isNull()));
    }

    private static Map<String, List<String>> filters(JsonNode root) {
        Map<String, List<String>> filters = new LinkedHashMap<>();
        root.properties().forEach(property -> {
            JsonNode values = property.getValue();
            List<String> texts = values.isObject()
                    ? List.copyOf(values.propertyNames())
                    : values.valueStream().map(value -> value.asString("")).toList();
            filters.put(property.getKey(), texts);
        });
        return filters;
    }
}
