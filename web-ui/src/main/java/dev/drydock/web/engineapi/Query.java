package dev.drydock.web.engineapi;

import dev.drydock.core.error.EngineException;
import io.javalin.http.Context;
import java.util.ArrayList;
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

    static OptionalInt number(Context context, String name) {
        String value = text(context, name);
        try {
            return value.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(value));
        } catch (NumberFormatException e) {
            throw new EngineException.InvalidParameter("strconv.Atoi: parsing \"" + value + "\": invalid syntax", e);
        }
    }

    /** {@code filters}: a JSON object of lists, or of objects whose keys count, as old clients send it. */
    static Map<String, List<String>> filters(Context context) {
        String text = text(context, "filters");
        if (text.isEmpty()) {
            return Map.of();
        }
        try {
            return filters(Json.MAPPER.readTree(text));
        } catch (JacksonException e) {
            throw new EngineException.InvalidParameter("invalid filters: not a JSON object of lists", e);
        }
    }

    private static Map<String, List<String>> filters(JsonNode root) {
        if (!root.isObject()) {
            throw new EngineException.InvalidParameter("invalid filters: not a JSON object of lists");
        }
        Map<String, List<String>> filters = new LinkedHashMap<>();
        root.properties().forEach(property -> filters.put(property.getKey(), values(property.getValue())));
        return filters;
    }

    private static List<String> values(JsonNode node) {
        List<String> values = new ArrayList<>();
        if (node.isObject()) {
            values.addAll(node.propertyNames());
        } else if (node.isArray() && node.valueStream().allMatch(JsonNode::isString)) {
            node.forEach(value -> values.add(value.asString()));
        } else {
            throw new EngineException.InvalidParameter("invalid filters: not a JSON object of lists");
        }
        return values;
    }
}
