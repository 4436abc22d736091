package dev.drydock.lessons.format;

import dev.drydock.core.reference.ImageReference;
import dev.drydock.lessons.check.Capture;
import dev.drydock.lessons.check.TextPattern;
import dev.drydock.lessons.variable.Values;
import dev.drydock.lessons.variable.VariableId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what a step takes down when it is done. */
final class CaptureReader {
    private static final List<String> KINDS = List.of("container", "image", "network");

    private CaptureReader() {}

    /** @param step it need not take down anything */
    static Map<VariableId, Capture> read(Fields step, Values values) throws FormatException {
        Map<VariableId, Capture> captures = new LinkedHashMap<>();
        Optional<YamlNode> node = step.find("capture");
        if (node.isEmpty()) {
            return captures;
        }
        if (!(node.get() instanceof YamlNode.Mapping mapping)) {
            throw new FormatException(
                    node.get().line(),
                    "\"capture\" must be a mapping, not " + node.get().kind());
        }
        for (Map.Entry<String, YamlNode.Entry> entry : mapping.entries().entrySet()) {
            try {
                captures.put(
                        new VariableId(entry.getKey()),
                        capture(entry.getValue().value().filled(values)));
            } catch (IllegalArgumentException e) {
                throw new FormatException(entry.getValue().line(), String.valueOf(e.getMessage()), e);
            }
        }
        return captures;
    }

    /** With something that each might be, where it is not known. */
    static Values sampled(Values values, Map<VariableId, Capture> captures) {
        Values all = values;
        for (Map.Entry<VariableId, Capture> each : captures.entrySet()) {
            if (values.find(each.getKey()).isEmpty()) {
                all = all.with(each.getKey(), each.getValue().sample());
            }
        }
        return all;
    }

    /** With its own name for each that is not known. */
    static Values named(Values values, Map<VariableId, Capture> captures) {
        Values all = values;
        for (VariableId each : captures.keySet()) {
            if (values.find(each).isEmpty()) {
                all = all.with(each, each.value());
            }
        }
        return all;
    }

    private static Capture capture(YamlNode node) throws FormatException {
        Fields fields = Fields.of(node, "a captured value", List.of("container", "image", "network", "property"));
        List<String> kinds =
                KINDS.stream().filter(kind -> fields.find(kind).isPresent()).toList();
        if (kinds.size() != 1) {
            throw new FormatException(node.line(), "a captured value is of exactly one of " + String.join(", ", KINDS));
        }
        return switch (kinds.getFirst()) {
            case "container" ->
                new Capture.OfContainer(
                        fields.require("container", TextPattern::new),
                        fields.require("property", Capture.ContainerProperty::named));
            case "image" -> {
                only(fields, "id");
                yield new Capture.OfImage(fields.require("image", ImageReference::parse));
            }
            default -> {
                only(fields, "subnet");
                yield new Capture.OfNetwork(fields.require("network", TextPattern::new));
            }
        };
    }

    private static void only(Fields fields, String property) throws FormatException {
        if (!fields.requireText("property").equals(property)) {
            throw new FormatException(fields.line(), "\"property\": of this there is only " + property);
        }
    }
}
