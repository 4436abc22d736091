package dev.drydock.web.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a command said, as lines that can be compared: its output, what it wrote to standard error after {@code err: },
 * and {@code exit N}. A JSON document has a line for each value, {@code HostConfig.Memory = 0}.
 */
final class OutcomeText {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private OutcomeText() {}

    static List<String> lines(Outcome outcome, Normaliser normaliser) {
        List<String> lines = new ArrayList<>();
        if (isDocument(outcome.out())) {
            document(outcome.out(), lines);
            lines.replaceAll(normaliser::normalise);
        } else {
            normaliser.normalise(outcome.out()).lines().forEach(lines::add);
        }
        normaliser.normalise(outcome.err()).lines().forEach(line -> lines.add("err: " + line));
        lines.add("exit " + outcome.code());
        return lines;
    }

    private static boolean isDocument(String text) {
        if (!text.startsWith("{") && !text.startsWith("[")) {
            return false;
        }
        try {
            JSON.readTree(text);
            return true;
        } catch (JacksonException _) {
            return false;
        }
    }

    private static void document(String text, List<String> lines) {
        JsonNode root = JSON.readTree(text);
        // `docker inspect` of one thing answers a list of one.
        flatten("", root.isArray() && root.size() == 1 ? root.get(0) : root, lines);
    }

    private static void flatten(String path, JsonNode node, List<String> lines) {
        if (node.isObject() && !node.isEmpty()) {
            node.properties().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(field -> flatten(
                            path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue(), lines));
        } else if (node.isArray() && !node.isEmpty()) {
            node.forEach(element -> flatten(path + "[]", element, lines));
        } else {
            lines.add(path + " = " + (path.endsWith("Pid") && node.asInt() > 0 ? "<pid>" : node.toString()));
        }
    }
}
