package dev.drydock.lessons.format;

import java.util.List;
import java.util.Map;

/** A YAML document with the line that each part stands in. */
sealed interface YamlNode {
    int line();

    /** What it is, for messages. */
    String kind();

    /** Keys in the order of the file. */
    record Mapping(int line, Map<String, Entry> entries) implements YamlNode {
        @Override
        public String kind() {
            return "a mapping";
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
    }

    /** Any text or number, as written. */
    record Scalar(int line, String text) implements YamlNode {
        @Override
        public String kind() {
            return "a text";
        }
    }
}
