package dev.drydock.lessons.format;

import dev.drydock.core.build.Build;
import dev.drydock.core.container.Health;
import dev.drydock.core.container.Phase;
import dev.drydock.core.event.EventType;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.lessons.check.Check.Fact;
import dev.drydock.lessons.check.Check.OfBuild;
import dev.drydock.lessons.check.Check.OfContainer;
import dev.drydock.lessons.check.Check.OfEvent;
import dev.drydock.lessons.check.Check.OfImage;
import dev.drydock.lessons.check.Check.OfLayer;
import dev.drydock.lessons.check.Check.OfName;
import dev.drydock.lessons.check.Check.OfNetwork;
import dev.drydock.lessons.check.Check.OfVolume;
import dev.drydock.lessons.check.MountWish;
import dev.drydock.lessons.check.NumberTest;
import dev.drydock.lessons.check.Property;
import dev.drydock.lessons.check.TextPattern;
import dev.drydock.lessons.check.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads checks of one kind of object. */
final class FactReader {
    private static final List<String> BUILD = List.of("tag", "status", "steps", "cached");
    private static final List<String> CONTAINER = with(
            Property.OF_CONTAINERS,
            "name",
            "image",
            "state",
            "health",
            "exit-code",
            "arguments",
            "created",
            "started",
            "count",
            "mount");
    private static final List<String> IMAGE = with(Property.OF_IMAGES, "reference", "layers", "id", "created");
    private static final List<String> LAYER =
            List.of("image", "number", "added", "modified", "deleted", "hidden", "created-by", "size", "shared-with");
    private static final List<String> NETWORK = with(Property.OF_NETWORKS, "name", "container", "created", "count");
    private static final List<String> NAME = List.of("name", "network", "container", "count");
    private static final List<String> VOLUME = with(Property.OF_VOLUMES, "name", "used-by", "created", "count");
    private static final List<String> EVENT = List.of("type", "action", "actor", "image", "exit-code", "count");
    private static final List<String> MOUNT = List.of("type", "source", "target", "read-only");

    private FactReader() {}

    private static List<String> with(Set<Property> properties, String... keys) {
        return Stream.concat(Stream.of(keys), properties.stream().map(Property::word))
                .toList();
    }

    /** @param kind key that it stands under */
    static Fact read(String kind, YamlNode node) throws FormatException {
        return switch (kind) {
            case "container" -> container(node);
            case "image" -> image(node);
            case "layer" -> layer(node);
            case "network" -> network(node);
            case "name" -> name(node);
            case "volume" -> volume(node);
            case "build" -> build(node);
            default -> event(node);
        };
    }

    private static OfContainer container(YamlNode node) throws FormatException {
        Fields fields = Fields.of(node, "a container check", CONTAINER);
        return new OfContainer(
                fields.find("name", TextPattern::new),
                fields.find("image", ImageReference::parse),
                fields.find("state", word -> among(Phase.values(), Phase::word, word, "a state of containers")),
                fields.find(
                        "health",
                        word -> among(Health.Status.values(), Health.Status::word, word, "a health of containers")),
                fields.find("exit-code", NumberTest::parse),
                fields.find("arguments", TextPattern::new),
                inStep(fields, "created"),
                inStep(fields, "started"),
                count(fields),
                TraitReader.read(fields, Property.OF_CONTAINERS),
                mounts(fields));
    }

    private static List<MountWish> mounts(Fields fields) throws FormatException {
        List<MountWish> mounts = new ArrayList<>();
        for (YamlNode node : fields.items("mount")) {
            Fields mount = Fields.of(node, "a mount", MOUNT);
            mounts.add(new MountWish(
                    mount.find(
                            "type",
                            word -> among(MountWish.Type.values(), MountWish.Type::word, word, "a type of mounts")),
                    mount.find("source", TextPattern::new),
                    mount.find("target", TextPattern::new),
                    mount.find("read-only", Fields::flag)));
        }
        return mounts;
    }

    private static OfImage image(YamlNode node) throws FormatException {
        Fields fields = Fields.of(node, "an image check", IMAGE);
        return new OfImage(
                fields.require("reference", ImageReference::parse),
                fields.find("layers", NumberTest::parse),
                fields.find("id", TextPattern::new),
                inStep(fields, "created"),
                TraitReader.read(fields, Property.OF_IMAGES));
    }

    private static OfLayer layer(YamlNode node) throws FormatException {
        Fields fields = Fields.of(node, "a layer check", LAYER);
        return new OfLayer(
                fields.require("image", ImageReference::parse),
                fields.find("number", NumberTest::parse),
                fields.find("added", TextPattern::new),
                fields.find("modified", TextPattern::new),
                fields.find("deleted", TextPattern::new),
                fields.find("hidden", TextPattern::new),
                fields.find("created-by", TextPattern::new),
                fields.find("size", text -> NumberTest.parse(text, Unit.BYTES)),
                fields.find("shared-with", ImageReference::parse));
    }

    private static OfNetwork network(YamlNode node) throws FormatException {
        Fields fields = Fields.of(node, "a network check", NETWORK);
        return new OfNetwork(
                fields.find("name", TextPattern::new),
                fields.all("container", TextPattern::new),
                inStep(fields, "created"),
                TraitReader.read(fields, Property.OF_NETWORKS),
                count(fields));
    }

    private static OfName name(YamlNode node) throws FormatException {
        Fields fields = Fields.of(node, "a name check", NAME);
        return new OfName(
                fields.find("name", TextPattern::new),
                fields.find("network", TextPattern::new),
                fields.find("container", TextPattern::new),
                count(fields));
    }

    private static OfVolume volume(YamlNode node) throws FormatException {
        Fields fields = Fields.of(node, "a volume check", VOLUME);
        return new OfVolume(
                fields.find("name", TextPattern::new),
                fields.all("used-by", TextPattern::new),
                inStep(fields, "created"),
                TraitReader.read(fields, Property.OF_VOLUMES),
                count(fields));
    }

    private static OfEvent event(YamlNode node) throws FormatException {
        Fields fields = Fields.of(node, "an event check", EVENT);
        return new OfEvent(
                fields.find("type", word -> among(EventType.values(), EventType::word, word, "a type of events"))
                        .orElse(EventType.CONTAINER),
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
                fields.find("status", FactReader::buildStatus).orElse(Build.Status.DONE),
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

    static boolean inStep(Fields fields, String key) throws FormatException {
        Optional<YamlNode> node = fields.find(key);
        if (node.isEmpty()) {
            return false;
        }
        if (!"in-step".equals(Fields.text(node.get(), key))) {
            throw new FormatException(node.get().line(), "\"" + key + "\" can only be in-step");
        }
        return true;
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
