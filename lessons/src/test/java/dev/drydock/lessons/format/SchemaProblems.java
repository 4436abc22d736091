package dev.drydock.lessons.format;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** Finds where a document is not as a schema says: the words of JSON Schema that the shipped ones use, no others. */
record SchemaProblems(JsonNode schema) {
    private static final Set<String> WORDS = Set.of(
            "$schema",
            "$defs",
            "$ref",
            "title",
            "description",
            "type",
            "properties",
            "required",
            "enum",
            "const",
            "items",
            "additionalProperties",
            "propertyNames",
            "anyOf",
            "minItems",
            "maxItems",
            "minimum",
            "maximum",
            "minProperties",
            "maxProperties",
            "pattern",
            "maxLength");

    /** As JSON pointers; none when all is well. */
    Set<String> of(JsonNode document) {
        Set<String> places = new LinkedHashSet<>();
        check(schema, document, "", places);
        return places;
    }

    private void check(JsonNode rule, JsonNode value, String place, Set<String> places) {
        if (!WORDS.containsAll(rule.propertyNames())) {
            throw new IllegalStateException("a word that is not checked: " + rule.propertyNames());
        }
        if (rule.has("$ref")) {
            String part = rule.path("$ref").asString();
            check(schema.at(part.substring(1)), value, place, places);
        }
        if (!isOfType(rule.path("type"), value) || !isInBounds(rule, value) || !isAmong(rule, value)) {
            places.add(place);
        }
        if (rule.has("anyOf") && rule.path("anyOf").valueStream().noneMatch(each -> holds(each, value))) {
            places.add(place);
        }
        for (int i = 0; value.isArray() && rule.has("items") && i < value.size(); i++) {
            check(rule.path("items"), value.path(i), place + "/" + i, places);
        }
        if (value.isObject()) {
            checkObject(rule, value, place, places);
        }
    }

    private void checkObject(JsonNode rule, JsonNode value, String place, Set<String> places) {
        rule.path("required")
                .valueStream()
                .filter(key -> !value.has(key.asString()))
                .forEach(_ -> places.add(place));
        JsonNode others = rule.path("additionalProperties");
        for (String key : value.propertyNames()) {
            String inside = place + "/" + key;
            check(rule.path("propertyNames"), StringNode.valueOf(key), inside, places);
            if (rule.path("properties").has(key)) {
                check(rule.path("properties").path(key), value.path(key), inside, places);
            } else if (others.isObject()) {
                check(others, value.path(key), inside, places);
            } else if (others.isBoolean() && !others.asBoolean()) {
                places.add(inside);
            }
        }
    }

    private boolean holds(JsonNode rule, JsonNode value) {
        Set<String> places = new LinkedHashSet<>();
        check(rule, value, "", places);
        return places.isEmpty();
    }

    private static boolean isOfType(JsonNode type, JsonNode value) {
        List<String> types = new ArrayList<>();
        if (type.isString()) {
            types.add(type.asString());
        }
        type.valueStream().map(JsonNode::asString).forEach(types::add);
        return types.isEmpty() || types.stream().anyMatch(each -> kind(each).test(value));
    }

    private static Predicate<JsonNode> kind(String type) {
        return switch (type) {
            case "string" -> JsonNode::isString;
            case "integer" -> JsonNode::isIntegralNumber;
            case "number" -> JsonNode::isNumber;
            case "boolean" -> JsonNode::isBoolean;
            case "array" -> JsonNode::isArray;
            case "object" -> JsonNode::isObject;
            default -> throw new IllegalStateException("a type that is not checked: " + type);
        };
    }

    private static boolean isAmong(JsonNode rule, JsonNode value) {
        boolean isOne = !rule.has("enum") || rule.path("enum").valueStream().anyMatch(value::equals);
        return isOne && (!rule.has("const") || rule.path("const").equals(value));
    }

    private static boolean isInBounds(JsonNode rule, JsonNode value) {
        boolean isString = !value.isString()
                || (value.asString().length() <= rule.path("maxLength").asInt(Integer.MAX_VALUE)
                        && Pattern.compile(rule.path("pattern").asString(""))
                                .matcher(value.asString())
                                .find());
        boolean isNumber = !value.isNumber()
                || (value.asDouble() >= rule.path("minimum").asDouble(Double.NEGATIVE_INFINITY)
                        && value.asDouble() <= rule.path("maximum").asDouble(Double.POSITIVE_INFINITY));
        boolean isArray = !value.isArray() || isBetween(value.size(), rule, "minItems", "maxItems");
        boolean isObject = !value.isObject() || isBetween(value.size(), rule, "minProperties", "maxProperties");
        return isString && isNumber && isArray && isObject;
    }

    private static boolean isBetween(int size, JsonNode rule, String least, String most) {
        return size >= rule.path(least).asInt(0) && size <= rule.path(most).asInt(Integer.MAX_VALUE);
    }
}
