package dev.drydock.lessons.format;

import dev.drydock.core.build.Build;
import dev.drydock.core.container.Health;
import dev.drydock.core.container.Phase;
import dev.drydock.core.event.EventType;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.lessons.check.Check;
import dev.drydock.lessons.check.Check.All;
import dev.drydock.lessons.check.Check.Any;
import dev.drydock.lessons.check.Check.Fact;
import dev.drydock.lessons.check.Check.Not;
import dev.drydock.lessons.check.Check.OfBuild;
import dev.drydock.lessons.check.Check.OfContainer;
import dev.drydock.lessons.check.Check.OfEvent;
import dev.drydock.lessons.check.Check.OfImage;
import dev.drydock.lessons.check.NumberTest;
import dev.drydock.lessons.check.TextPattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads checks. */
final class CheckReader {
    private static final List<String> KINDS = List.of("all", "any", "not", "container", "image", "event", "build");
    private static final List<String> BUILD = List.of("tag", "status", "steps", "cached");
    private static final List<String> CONTAINER =
            List.of("name", "image", "state", "health", "exit-code", "arguments", "created", "started", "count");
    private static final List<String> IMAGE = List.of("reference", "layers", "id");
    private static final List<String> EVENT = List.of("type", "action", "actor", "image", "exit-code", "count");

    private CheckReader() {}

    static Check read(YamlNode node) throws FormatException {
        Fields fields = Fields.of(node, "a check", KINDS);
        List<String> kinds =
                KINDS.stream().filter(kind -> fields.find(kind).isPresent()).toList();
        if (kinds.size() != 1) {
            throw new FormatException(fields.line(), "a check is exactly one of " + String.join(", ", KINDS));
        }
        return switch (kinds.getFirst()) {
            case "all" -> new All(list(fields, "all"));
            case "any" -> new Any(list(fields, "any"));
            case "not" -> new Not(negated(fields.require("not")));
            case "container" -> container(fields.require("container"));
            case "image" -> image(fields.require("image"));
            case "build" -> build(fields.require("build"));
            default -> event(fields.require("event"));
        };
    }

    private static List<Check> list(Fields fields, String key) throws FormatException {
        List<Check> checks = new ArrayList<>();
        for (YamlNode item : fields.requireList(key)) {
            checks.add(read(item));
        }
        return checks;
    }

    private static Fact negated(YamlNode node) throws FormatException {
        if (read(node) instanceof Fact fact) {
            return fact;
        }
        throw new FormatException(node.line(), "\"not\" takes a container, image, event or build check");
    }

    private static OfContainer container(YamlNode node) throws FormatException {
        Fields fields = Fields.of(node, "a container check", CONTAINER);
        return new OfContainer(
                fields.find("name", TextPattern::new),
                fields.find("image", ImageReference::parse),
                fields.find("state", CheckReader::state),
                fields.find("health", CheckReader::health),
                fields.find("exit-code", NumberTest::parse),
                fields.find("arguments", TextPattern::new),
                inStep(fields, "created"),
                inStep(fields, "started"),
                count(fields));
    }

    private static OfImage image(YamlNode node) throws FormatException {
        Fields fields = Fields.of(node, "an image check", IMAGE);
        return new OfImage(
                fields.require("reference", ImageReference::parse),
                fields.find("layers", NumberTest::parse),
                fields.find("id", TextPattern::new));
    }

    private static OfEvent event(YamlNode node) throws FormatException {
        Fields fields = Fields.of(node, "an event check", EVENT);
        return new OfEvent(
                fields.find("type", CheckReader::eventType).orElse(EventType.CONTAINER),
                fields.requireText("action"),
                fields.find("actor", TextPattern::new),
                fields.find("image", ImageReference::parse),
                fields.find("exit-code", NumberTest::parse),
                count(fields));
    }

    private static OfBuild build(YamlNode node) throws FormatException {
        Fields fields = Fields.of(node, "a build check", BUILD);
        return new OfBuild(
                fields.find("tag", ImageReference::parse),
                fields.find("status", CheckReader::buildStatus).orElse(Build.Status.DONE),
                fields.find("steps", NumberTest::parse),
                fields.find("cached", NumberTest::parse));
    }

    private static Build.Status buildStatus(String word) {
        return among(
                Build.Status.values(), status -> status.name().toLowerCase(Locale.ROOT), word, "a status of builds");
    }

    private static NumberTest count(Fields fields) throws FormatException {
        return fields.find("count", NumberTest::parse).orElse(NumberTest.SOME);
    }

    private static boolean inStep(Fields fields, String key) throws FormatException {
        Optional<YamlNode> node = fields.find(key);
        if (node.isEmpty()) {
            return false;
        }
        if (!"in-step".equals(Fields.text(node.get(), key))) {
            throw new FormatException(node.get().line(), "\"" + key + "\" can only be in-step");
        }
        return true;
    }

    private static Phase state(String word) {
        return among(Phase.values(), Phase::word, word, "a state of containers");
    }

    private static Health.Status health(String word) {
        return among(Health.Status.values(), Health.Status::word, word, "a health of containers");
    }

    private static EventType eventType(String word) {
        return among(EventType.values(), EventType::word, word, "a type of events");
    }

    private static <T> T among(T[] values, Function<T, String> wordOf, String word, String what) {
        String known = Arrays.stream(values).map(wordOf).collect(Collectors.joining(", "));
        return Arrays.stream(values)
                .filter(value -> wordOf.apply(value).equals(word))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("\"" + word + "\" is not " + what + "; they are " + known));
    }
}
