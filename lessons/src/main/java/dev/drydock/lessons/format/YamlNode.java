package dev.drydock.lessons.format;

import dev.drydock.lessons.variable.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A YAML document with the line that each part stands in. */
sealed interface YamlNode {
    int line();

    /** The same with values in the places of their variables, in scalars only. */
    YamlNode filled(Values values);

    /** What it is, for messages. */
    String kind();

    /** Keys in the order of the file. */
    record Mapping(int line, Map<String, Entry> entries) implements YamlNode {
        @Override
        public String kind() {
            return "a mapping";
        }

        @Override
        public Mapping filled(Values values) {
            Map<String, Entry> filled = new LinkedHashMap<>();
            entries.forEach((key, entry) ->
                    filled.put(key, new Entry(entry.line(), entry.value().filled(values))));
            return new Mapping(line, filled);
        }
    }

    /** @param line of the key */
    record Entry(int line, YamlNode value) {}

    /** A list. */
    record Sequence(int line, List<YamlNode> items) implements YamlNode {
        @Override
        public String kind() {
            return "a list";
        }

        @Override
        public Sequence filled(Values values) {
            return new Sequence(
                    line, items.stream().map(item -> item.filled(values)).toList());
        }
    }

    /** Any text or number, as written. */
    record Scalar(int line, String text) implements YamlNode {
        @Override
        public String kind() {
            return "a text";
        }

        @Override
        public Scalar filled(Values values) {
            return new Scalar(line, values.fill(text));
        }
    }
}
