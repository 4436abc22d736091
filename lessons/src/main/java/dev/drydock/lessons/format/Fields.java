package dev.drydock.lessons.format;

import dev.drydock.core.error.EngineException;
import dev.drydock.lessons.format.YamlNode.Entry;
import dev.drydock.lessons.format.YamlNode.Mapping;
import dev.drydock.lessons.format.YamlNode.Scalar;
import dev.drydock.lessons.format.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/** The keys of one mapping, with the sentences for what is missing, unknown or of another kind. */
final class Fields {
    private final Mapping mapping;
    private final String where;

    private Fields(Mapping mapping, String where) {
        this.mapping = mapping;
        this.where = where;
    }

    /** @param where what the mapping describes, for messages: {@code "a container check"} */
    static Fields of(YamlNode node, String where, List<String> known) throws FormatException {
        if (!(node instanceof Mapping mapping)) {
            throw new FormatException(node.line(), where + " must be a mapping, not " + node.kind());
        }
        for (Map.Entry<String, Entry> entry : mapping.entries().entrySet()) {
            if (!known.contains(entry.getKey())) {
                throw new FormatException(
                        entry.getValue().line(),
                        "unknown key \"" + entry.getKey() + "\" in " + where + "; known are "
                                + String.join(", ", new TreeSet<>(known)));
            }
        }
        return new Fields(mapping, where);
    }

    int line() {
        return mapping.line();
    }

    Optional<YamlNode> find(String key) {
        return Optional.ofNullable(mapping.entries().get(key)).map(Entry::value);
    }

    YamlNode require(String key) throws FormatException {
        return find(key).orElseThrow(() -> new FormatException(line(), "\"" + key + "\" is missing in " + where));
    }

    String requireText(String key) throws FormatException {
        return text(require(key), key);
    }

    Optional<String> findText(String key) throws FormatException {
        Optional<YamlNode> node = find(key);
        return node.isPresent() ? Optional.of(text(node.get(), key)) : Optional.empty();
    }

    /** A text that has to mean something; what its parser says against it becomes the problem. */
    <T> Optional<T> find(String key, Function<String, T> parser) throws FormatException {
        Optional<YamlNode> node = find(key);
        return node.isPresent() ? Optional.of(parse(node.get(), key, parser)) : Optional.empty();
    }

    <T> T require(String key, Function<String, T> parser) throws FormatException {
        return parse(require(key), key, parser);
    }

    /** What stands there, be it one thing or a list of several; none when the key is missing. */
    List<YamlNode> items(String key) throws FormatException {
        Optional<YamlNode> node = find(key);
        if (node.isEmpty()) {
            return List.of();
        }
        return node.get() instanceof Sequence ? requireList(key) : List.of(node.get());
    }

    /** One text or a list of several, each of which has to mean something. */
    <T> List<T> all(String key, Function<String, T> parser) throws FormatException {
        List<T> values = new ArrayList<>();
        for (YamlNode item : items(key)) {
            values.add(parse(item, key, parser));
        }
        return values;
    }

    /** @throws IllegalArgumentException when it is neither */
    static boolean flag(String text) {
        if (!"true".equals(text) && !"false".equals(text)) {
            throw new IllegalArgumentException("\"" + text + "\" is neither true nor false");
        }
        return "true".equals(text);
    }

    List<YamlNode> requireList(String key) throws FormatException {
        YamlNode node = require(key);
        if (!(node instanceof Sequence sequence)) {
            throw new FormatException(node.line(), "\"" + key + "\" must be a list, not " + node.kind());
        }
        if (sequence.items().isEmpty()) {
            throw new FormatException(node.line(), "\"" + key + "\" is an empty list");
        }
        return sequence.items();
    }

    static String text(YamlNode node, String key) throws FormatException {
        if (node instanceof Scalar scalar && !scalar.text().isBlank()) {
            return scalar.text();
        }
        String found = node instanceof Scalar ? "an empty one" : node.kind();
        throw new FormatException(node.line(), "\"" + key + "\" must be a text, not " + found);
    }

    static <T> T parse(YamlNode node, String key, Function<String, T> parser) throws FormatException {
        String text = text(node, key);
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException | EngineException.InvalidParameter e) {
            throw new FormatException(node.line(), "\"" + key + "\": " + e.getMessage(), e);
        }
    }
}
