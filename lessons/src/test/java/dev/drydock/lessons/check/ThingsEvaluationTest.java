package dev.drydock.lessons.check;

import static dev.drydock.lessons.check.Given.at;
import static dev.drydock.lessons.check.Given.container;
import static dev.drydock.lessons.check.Given.image;
import static dev.drydock.lessons.check.Given.running;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.container.Container;
import dev.drydock.core.engine.VolumeView;
import dev.drydock.core.image.FileChange;
import dev.drydock.core.image.Image;
import dev.drydock.core.image.ImageLayer;
import dev.drydock.core.layer.ChangeKind;
import dev.drydock.core.network.IpamConfig;
import dev.drydock.core.network.Network;
import dev.drydock.core.network.NetworkId;
import dev.drydock.core.oci.ImageConfig;
import dev.drydock.core.oci.ImageConfig.Healthcheck;
import dev.drydock.core.oci.ImageConfig.RunConfig;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.core.volume.Volume;
import dev.drydock.core.volume.VolumeName;
import dev.drydock.lessons.check.Check.Not;
import dev.drydock.lessons.check.Check.OfImage;
import dev.drydock.lessons.check.Check.OfLayer;
import dev.drydock.lessons.check.Check.OfNetwork;
import dev.drydock.lessons.check.Check.OfVolume;
import dev.drydock.lessons.check.Outcome.Met;
import dev.drydock.lessons.check.Outcome.NotYet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ThingsEvaluationTest {
    private static final ImageReference APP = ImageReference.parse("app");

    private static Optional<TextPattern> pattern(@Nullable String glob) {
        return Optional.ofNullable(glob).map(TextPattern::new);
    }

    private static Trait text(Property property, String pattern) {
        return new Trait.OfText(property, new TextPattern(pattern));
    }

    private static Outcome evaluate(Check check, FakeEngineView view) {
        return Evaluation.evaluate(check, view, Given.STEP);
    }

    private static String reason(Check check, FakeEngineView view) {
        return ((NotYet) evaluate(check, view)).reason().text(Locale.ENGLISH);
    }

    private static OfNetwork network(@Nullable String name, List<String> containers, Trait... traits) {
        return new OfNetwork(
                pattern(name),
                containers.stream().map(TextPattern::new).toList(),
                true,
                List.of(traits),
                NumberTest.SOME);
    }

    private static Network network(String name, int second, boolean internal) {
        return new Network(
                new NetworkId((second < 0 ? "a" : "c").repeat(64)),
                name,
                "bridge",
                at(second),
                "172.18.0.0/16",
                "172.18.0.1",
                Optional.empty(),
                new Network.Settings(IpamConfig.NONE, internal, false, Map.of(), Map.of("of", "shop")));
    }

    @Test
    void looksAtNetworks() {
        Container web = container("web", "busybox", 1, running(2));
        FakeEngineView view = FakeEngineView.with(Given.configured(
                        web,
                        web.config(),
                        web.hostConfig().withNetworkMode("front"),
                        web.hostConfig().withNetworkMode("front").networks()))
                .on(network("front", 1, false), network("bridge", -9, false));

        assertThat(evaluate(network("front", List.of("w*"), text(Property.DRIVER, "bridge")), view))
                .isEqualTo(new Met(Optional.of(at(1))));
        assertThat(evaluate(network(null, List.of(), text(Property.LABEL, "of=shop")), view))
                .isInstanceOf(Met.class);
        assertThat(evaluate(network(null, List.of(), text(Property.SUBNET, "172.18.*")), view))
                .isInstanceOf(Met.class);
        assertThat(reason(network("front", List.of("web", "db")), view))
                .isEqualTo("No container named db is on the network front.");
        assertThat(reason(network("front", List.of(), new Trait.OfFlag(Property.INTERNAL, true)), view))
                .isEqualTo("The network front leads out. This step wants an internal one.");
        assertThat(reason(network("back", List.of()), view)).isEqualTo("There is no network named back yet.");
        assertThat(reason(network(null, List.of()), FakeEngineView.EMPTY.on(network("bridge", -9, false))))
                .isEqualTo("There is no such network yet.");
        assertThat(reason(network("old", List.of()), FakeEngineView.EMPTY.on(network("old", -9, false))))
                .isEqualTo("The network old was made before this step began. Make a new one.");
        assertThat(reason(new Not(network("front", List.of())), view))
                .isEqualTo("The network front is there. It must not be.");
    }

    private static OfVolume volume(@Nullable String name, String count, List<String> users, Trait... traits) {
        return new OfVolume(
                pattern(name),
                users.stream().map(TextPattern::new).toList(),
                false,
                List.of(traits),
                NumberTest.parse(count));
    }

    private static VolumeView volume(String name, int second, Container... users) {
        return new VolumeView(
                new Volume(
                        new VolumeName(name),
                        at(second),
                        Map.of("keep", "yes"),
                        Map.of(),
                        name.length() == 64,
                        Optional.empty()),
                List.of(users).stream().map(Container::id).toList());
    }

    @Test
    void looksAtVolumes() {
        Container db = container("db", "busybox", 1, running(2));
        FakeEngineView view =
                FakeEngineView.with(db).using(volume("data", 3, db), volume("0".repeat(64), 4), volume("old", -3));

        assertThat(evaluate(volume("data", ">= 1", List.of("db"), text(Property.LABEL, "keep=yes")), view))
                .isEqualTo(new Met(Optional.of(at(3))));
        assertThat(evaluate(volume(null, "1", List.of(), new Trait.OfFlag(Property.ANONYMOUS, true)), view))
                .isEqualTo(new Met(Optional.of(at(4))));
        assertThat(reason(volume("old", ">= 1", List.of("db")), view))
                .isEqualTo("No container named db has the volume old.");
        assertThat(reason(volume("data", ">= 1", List.of(), new Trait.OfFlag(Property.ANONYMOUS, true)), view))
                .isEqualTo("The volume data was given its name. This step wants an anonymous one.");
        assertThat(reason(volume("logs", ">= 1", List.of()), view)).isEqualTo("There is no volume named logs yet.");
        assertThat(reason(volume(null, "2", List.of()), view))
                .isEqualTo("Volumes like this: 3. This step wants exactly 2.");
        assertThat(reason(new Not(volume("data", ">= 1", List.of())), view))
                .isEqualTo("The volume data is there. It must not be.");
        assertThat(reason(new OfVolume(pattern("old"), List.of(), true, List.of(), NumberTest.SOME), view))
                .isEqualTo("The volume old was made before this step began. Make a new one.");
    }

    private static OfLayer layer(
            @Nullable String number, @Nullable String added, @Nullable String deleted, @Nullable String hidden) {
        return new OfLayer(
                APP,
                Optional.ofNullable(number).map(NumberTest::parse),
                pattern(added),
                Optional.empty(),
                pattern(deleted),
                pattern(hidden),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static ImageLayer layer(String createdBy, FileChange... changes) {
        Image one = image("one", 1);
        return new ImageLayer(one.layers().getFirst(), createdBy, List.of(changes), List.of(one.id()));
    }

    @Test
    void looksIntoLayers() {
        FakeEngineView view = new FakeEngineView(List.of(), List.of(image("app", 2), image("one", 1)), List.of())
                .of(
                        layer("ADD x", new FileChange(ChangeKind.ADDED, "/big", 9, true)),
                        layer("RUN rm /big", new FileChange(ChangeKind.DELETED, "/big", 0, false)));

        assertThat(evaluate(layer("1", "/big", null, "/b*"), view)).isEqualTo(new Met(Optional.empty()));
        assertThat(evaluate(layer(null, null, "/big", null), view)).isInstanceOf(Met.class);
        assertThat(reason(layer("2", "/big", null, null), view))
                .isEqualTo("Layer 2 of the image app does not add “/big”.");
        assertThat(reason(layer(null, "/small", null, null), view))
                .isEqualTo("No layer of the image app adds “/small”.");
        assertThat(reason(layer("3", null, null, null), view)).isEqualTo("The image app has 2 layers.");
        assertThat(reason(layer("2", null, "/big", null), FakeEngineView.EMPTY))
                .isEqualTo("There is no image app on this lab host yet.");
        assertThat(evaluate(shared("one", "RUN*", "10"), view)).isInstanceOf(Met.class);
        assertThat(reason(shared("other", "RUN*", "10"), view))
                .isEqualTo("No layer like this is shared by the images app and other.");
        assertThat(reason(shared("one", "COPY*", "10"), view))
                .isEqualTo("No layer of the image app was made by “COPY*”.");
        assertThat(reason(shared("one", "ADD*", ">= 1k"), view))
                .isEqualTo("Layer 1 of the image app has 10 bytes. This step wants at least 1k.");
    }

    private static OfLayer shared(String other, String createdBy, String size) {
        return new OfLayer(
                APP,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                pattern(createdBy),
                Optional.of(NumberTest.parse(size, Unit.BYTES)),
                Optional.of(ImageReference.parse(other)));
    }

    private static Image configured(int second) {
        RunConfig run = new RunConfig(
                "app",
                Map.of("80/tcp", Map.of()),
                List.of("MODE=fast"),
                List.of("/bin/sh", "-c"),
                List.of("run", "it"),
                Map.of("/data", Map.of()),
                "/srv",
                Map.of("by", "me"),
                "SIGINT",
                new Healthcheck(List.of("CMD", "true"), 0, 0, 0, 0, 0),
                List.of("RUN make"),
                List.of("/bin/ash", "-c"));
        Image plain = image("app", 1);
        ImageConfig config = new ImageConfig(
                at(second).toString(),
                "Ann",
                "amd64",
                "linux",
                run,
                plain.config().rootfs(),
                List.of());
        return new Image(plain.id(), plain.references(), config, plain.layers());
    }

    private static OfImage wanted(boolean inStep, Trait... traits) {
        return new OfImage(APP, Optional.empty(), Optional.empty(), inStep, List.of(traits));
    }

    @Test
    void looksAtTheConfigurationOfImages() {
        FakeEngineView view = FakeEngineView.with(configured(3));
        OfImage all = wanted(
                true,
                text(Property.USER, "app"),
                text(Property.EXPOSE, "80/tcp"),
                text(Property.ENV, "MODE=fast"),
                text(Property.ENTRYPOINT, "/bin/sh -c"),
                text(Property.CMD, "run it"),
                text(Property.VOLUME, "/data"),
                text(Property.WORKDIR, "/srv"),
                text(Property.LABEL, "by=me"),
                text(Property.STOP_SIGNAL, "SIGINT"),
                text(Property.HEALTHCHECK, "CMD true"),
                text(Property.ONBUILD, "RUN*"),
                text(Property.SHELL, "*ash -c"),
                text(Property.AUTHOR, "Ann"),
                new Trait.OfNumber(Property.SIZE, NumberTest.parse("10", Unit.BYTES)));

        assertThat(evaluate(all, view)).isEqualTo(new Met(Optional.of(at(3))));
        assertThat(all.traits().stream().map(Trait::property)).containsExactlyInAnyOrderElementsOf(Property.OF_IMAGES);
        assertThat(reason(all, FakeEngineView.with(configured(-3))))
                .isEqualTo("The image app was made before this step began. Make a new one.");
    }

    @Test
    void saysWhatAnImagesConfigurationLacks() {
        FakeEngineView view = FakeEngineView.with(image("app", 1));

        for (Property property : Property.OF_IMAGES) {
            if (property.kind() != Property.Kind.BYTES) {
                assertThat(reason(wanted(false, text(property, "x")), view))
                        .matches("The image app .*\\. This step wants “x”\\.");
            }
        }
        assertThat(reason(wanted(false, new Trait.OfNumber(Property.SIZE, NumberTest.parse("<= 9", Unit.BYTES))), view))
                .isEqualTo("The image app has 10 bytes. This step wants at most 9.");
    }

    @Test
    void everyTraitHasItsSentences() {
        Set<String> missing = new TreeSet<>();
        Map<String, Set<Property>> kinds = Map.of(
                "container", Property.OF_CONTAINERS,
                "image", Property.OF_IMAGES,
                "network", Property.OF_NETWORKS,
                "volume", Property.OF_VOLUMES);
        kinds.forEach((kind, properties) -> properties.forEach(property -> {
            List<String> ends =
                    property.kind() == Property.Kind.FLAG ? List.of(".true", ".false") : List.of("", ".none");
            for (String end : ends) {
                String text = Reason.of(kind + "." + property.word() + end, "NAME", "VALUE")
                        .text(Locale.SIMPLIFIED_CHINESE);
                if (!text.contains("NAME") || text.contains("VALUE") != end.isEmpty()) {
                    missing.add(kind + "." + property.word() + end);
                }
            }
        }));
        assertThat(missing).isEmpty();
    }
}
