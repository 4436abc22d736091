package dev.drydock.lessons.format;

import dev.drydock.lessons.format.YamlNode.Entry;
import dev.drydock.lessons.format.YamlNode.Mapping;
import dev.drydock.lessons.format.YamlNode.Scalar;
import dev.drydock.lessons.format.YamlNode.Sequence;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/** Reads the plain part of YAML: mappings, lists and scalars. Tags, anchors and aliases are refused, depth is limited. */
final class YamlReader {
    private static final int DEEPEST = 20;

    private static final YAMLFactory FACTORY = YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build();

    private final YAMLParser parser;

    private YamlReader(YAMLParser parser) {
        this.parser = parser;
    }

    static YamlNode read(String yaml) throws FormatException {
        try (var parser = (YAMLParser) FACTORY.createParser(ObjectReadContext.empty(), new StringReader(yaml))) {
            var reader = new YamlReader(parser);
            YamlNode node = reader.node(parser.nextToken());
            if (parser.nextToken() != null) {
                throw new FormatException(reader.line(), "only one document in a file");
            }
            return node;
        } catch (StreamConstraintsException e) {
            throw new FormatException(line(e), "nested more than " + DEEPEST + " deep", e);
        } catch (JacksonException e) {
            throw syntaxProblem(e);
        }
    }

    private YamlNode node(@Nullable JsonToken token) throws FormatException {
        if (token == null) {
            throw new FormatException(1, "the file is empty");
        }
        refuseReferences();
        int line = line();
        return switch (token) {
            case START_OBJECT -> mapping(line);
            case START_ARRAY -> sequence(line);
            case VALUE_NULL -> throw new FormatException(line, "a value is missing");
            default -> new Scalar(line, parser.getString());
        };
    }

    private Mapping mapping(int line) throws FormatException {
        Map<String, Entry> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            refuseReferences();
            int keyLine = line();
            String key = parser.currentName();
            entries.put(key, new Entry(keyLine, node(parser.nextToken())));
        }
        return new Mapping(line, entries);
    }

    private Sequence sequence(int line) throws FormatException {
        List<YamlNode> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(node(token));
        }
        return new Sequence(line, List.copyOf(items));
    }

    private void refuseReferences() throws FormatException {
        if (parser.getRawTag() != null) {
            throw new FormatException(line(), "a tag (" + parser.getRawTag() + "); values are plain here");
        }
        if (parser.getObjectId() != null || parser.isCurrentAlias()) {
            throw new FormatException(line(), "an anchor or alias; write the value out");
        }
    }

    private int line() {
        return Math.max(1, parser.currentTokenLocation().getLineNr());
    }

    private static int line(JacksonException e) {
        return e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
    }

    private static FormatException syntaxProblem(JacksonException e) {
        // The YAML parser below knows the place better than the exception around its own.
        if (e.getCause() instanceof MarkedYamlEngineException marked) {
            int line = marked.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            return new FormatException(line, "not YAML: " + marked.getProblem(), e);
        }
        String message = Objects.requireNonNullElse(e.getOriginalMessage(), "");
        return new FormatException(
                line(e), "not YAML: " + message.lines().findFirst().orElse(""), e);
    }
}
