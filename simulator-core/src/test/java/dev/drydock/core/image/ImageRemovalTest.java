package dev.drydock.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.content.ContentLease;
import dev.drydock.core.content.SharedContent;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.event.Event;
import dev.drydock.core.event.EventLog;
import dev.drydock.core.layer.Layer;
import dev.drydock.core.layer.LayerEntry;
import dev.drydock.core.layer.LayerTar;
import dev.drydock.core.oci.ImageConfig;
import dev.drydock.core.oci.ImageConfig.RunConfig;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.core.simulated.InMemoryBlobStore;
import dev.drydock.core.simulated.InMemoryImageStore;
import dev.drydock.core.simulated.InMemoryLayerStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ImageRemovalTest {
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
    private final InMemoryBlobStore blobs = new InMemoryBlobStore();
    private final InMemoryLayerStore layers = new InMemoryLayerStore();
    private final InstantSource clock = InstantSource.fixed(TIME);
    private final EventLog events = new EventLog(clock);
    private final Images images = Images.open(
            new ImageServices(new InMemoryImageStore(), new SharedContent(blobs, layers), events, clock), List.of());
    private final Map<ImageId, List<ImageUsers.User>> users = new HashMap<>();
    private int hints;
    private final ImageRemoval removal =
            new ImageRemoval(images, id -> users.getOrDefault(id, List.of()), () -> hints++);

    /** An image with a layer of its own on those of another. */
    private Image image(Optional<Image> below, String content, String... names) throws IOException {
        try (ContentLease lease = images.lease()) {
            byte[] tar = LayerTar.write(
                    List.of(new LayerEntry.RegularFile(content, 0644, StandardCharsets.UTF_8.encode(content))), TIME);
            Layer layer = images.addLayer(lease, below.flatMap(Image::chain), out -> out.write(tar));
            List<String> diffIds = new ArrayList<>(
                    below.map(image -> image.config().rootfs().diffIds()).orElse(List.of()));
            diffIds.add(layer.diffId().toString());
            ImageConfig config = new ImageConfig(
                    TIME.toString(),
                    null,
                    "amd64",
                    "linux",
                    RunConfig.EMPTY,
                    new ImageConfig.RootFs("layers", diffIds),
                    List.of());
            List<ImageReference> references =
                    Stream.of(names).map(ImageReference::parse).toList();
            return images.add(lease, NewImage.made(config, below.map(Image::id), references));
        }
    }

    private Image image(String content, String... names) throws IOException {
        return image(Optional.empty(), content, names);
    }

    private void use(Image image, boolean isRunning) {
        users.put(image.id(), List.of(new ImageUsers.User("0123456789abcdef", isRunning)));
    }

    private static String hex(Image image) {
        return image.id().digest().hex();
    }

    private static Removed untagged(String name) {
        return new Removed.Untagged(ImageReference.parse(name));
    }

    private static Removed deleted(Image image) {
        return new Removed.DeletedImage(image.id());
    }

    private static Removed layer(Image image) {
        Layer top = image.layers().getLast();
        return new Removed.DeletedLayer(top.id(), top.size());
    }

    private List<String> actions() {
        return events.since(Instant.MIN).stream().map(Event::action).toList();
    }

    @Test
    void theOnlyNameTakesTheImageWithIt() throws IOException {
        Image image = image("a", "web:1");

        assertThat(removal.remove("web:1", false, true))
                .containsExactly(untagged("web:1"), deleted(image), layer(image));
        assertThat(images.list()).isEmpty();
        assertThat(actions()).containsExactly("untag", "delete");
        assertThat(hints).isEqualTo(1);
    }

    @Test
    void oneOfSeveralNamesGoesAlone() throws IOException {
        image("a", "web:1", "web:2");

        assertThat(removal.remove("web:1", false, true)).containsExactly(untagged("web:1"));
        assertThat(images.find("web:2").references()).hasSize(1);
        assertThatThrownBy(() -> images.find("web:1")).hasMessage("No such image: web:1");
    }

    @Test
    void anIdTakesTheImageWithItsOnlyName() throws IOException {
        Image image = image("a", "web:1");

        assertThat(removal.remove(hex(image).substring(0, 12), false, true))
                .containsExactly(untagged("web:1"), deleted(image), layer(image));
    }

    @Test
    void anIdWithNamesInSeveralRepositoriesMustBeForced() throws IOException {
        Image image = image("a", "web:1", "other:1");

        assertThatThrownBy(() -> removal.remove(hex(image), false, true))
                .isInstanceOf(EngineException.Conflict.class)
                .hasMessage("conflict: unable to delete " + hex(image).substring(0, 12)
                        + " (must be forced) - image is referenced in multiple repositories");
        assertThat(removal.remove(hex(image), true, true))
                .containsExactlyInAnyOrder(untagged("web:1"), untagged("other:1"), deleted(image), layer(image));
    }

    @Test
    void withTheLastTagOfARepositoryItsDigestsGo() throws IOException {
        String digest = "web@sha256:" + "1".repeat(64);
        Image image = image("a", "web:1", digest);

        assertThat(removal.remove("web:1", false, true))
                .containsExactly(untagged("web:1"), untagged(digest), deleted(image), layer(image));
    }

    @Test
    void aNameWhoseImageIsUsedMustBeForced() throws IOException {
        Image image = image("a", "web:1");
        use(image, false);

        assertThatThrownBy(() -> removal.remove("web:1", false, true))
                .isInstanceOf(EngineException.Conflict.class)
                .hasMessage("conflict: unable to remove repository reference \"web:1\" (must force) - container"
                        + " 0123456789ab is using its referenced image "
                        + hex(image).substring(0, 12));
        assertThat(removal.remove("web:1", true, true)).containsExactly(untagged("web:1"), deleted(image));
    }

    @Test
    void anIdThatAStoppedContainerUsesMustBeForced() throws IOException {
        Image image = image("a", "web:1");
        use(image, false);

        assertThatThrownBy(() -> removal.remove(hex(image), false, true))
                .hasMessage("conflict: unable to delete " + hex(image).substring(0, 12)
                        + " (must be forced) - image is being used by stopped container 0123456789ab");
        assertThat(images.find("web:1")).isEqualTo(image);
    }

    @Test
    void whatARunningContainerUsesStays() throws IOException {
        Image image = image("a", "web:1");
        use(image, true);

        assertThatThrownBy(() -> removal.remove(hex(image), true, true))
                .hasMessage("conflict: unable to delete " + hex(image).substring(0, 12)
                        + " (cannot be forced) - image is being used by running container 0123456789ab");
        assertThat(images.find("web:1")).isEqualTo(image);
    }

    @Test
    void ofAUsedImageOnlyTheForcedNameGoes() throws IOException {
        Image image = image("a", "web:1");
        use(image, true);

        assertThat(removal.remove("web:1", true, true)).containsExactly(untagged("web:1"));
        assertThat(images.find(hex(image)).references()).isEmpty();
    }

    @Test
    void whatOthersWereMadeOfStays() throws IOException {
        Image base = image("a", "base:1");
        image(Optional.of(base), "b", "web:1");

        assertThatThrownBy(() -> removal.remove(hex(base), true, true))
                .hasMessage("conflict: unable to delete " + hex(base).substring(0, 12)
                        + " (cannot be forced) - image has dependent child images");
    }

    @Test
    void untaggedParentsGoAsWellUnlessTheyAreToStay() throws IOException {
        Image base = image("a");
        Image web = image(Optional.of(base), "b", "web:1");

        assertThat(removal.remove("web:1", false, true))
                .containsExactly(untagged("web:1"), deleted(web), layer(web), deleted(base), layer(base));

        Image base2 = image("a");
        Image web2 = image(Optional.of(base2), "b", "web:1");
        assertThat(removal.remove("web:1", false, false))
                .containsExactly(untagged("web:1"), deleted(web2), layer(web2));
        assertThat(images.list()).containsExactly(base2);
    }

    @Test
    void layersThatAnotherImageHasAreNotNamed() throws IOException {
        Image base = image("a", "base:1");
        Image web = image(Optional.of(base), "b", "web:1");

        assertThat(removal.remove("web:1", false, true)).containsExactly(untagged("web:1"), deleted(web), layer(web));
    }

    @Test
    void whatIsNotThereIsNamed() {
        assertThatThrownBy(() -> removal.remove("nope", false, true)).hasMessage("No such image: nope:latest");
    }

    @Test
    void pruningTakesWhatHasNoTagAndIsNotUsed() throws IOException {
        Image dangling = image("a");
        Image used = image("b");
        Image tagged = image("c", "web:1");
        use(used, false);

        assertThat(removal.prune(true, _ -> true)).containsExactly(deleted(dangling), layer(dangling));
        assertThat(images.list()).containsExactlyInAnyOrder(used, tagged);
        assertThat(events.since(Instant.MIN).getLast().attributes()).containsEntry("reclaimed", "1");
    }

    @Test
    void pruningAllTakesTaggedOnesToo() throws IOException {
        Image tagged = image("c", "web:1", "other:1");

        assertThat(removal.prune(false, _ -> true))
                .containsExactly(untagged("other:1"), untagged("web:1"), deleted(tagged), layer(tagged));
    }

    @Test
    void pruningLeavesWhatTheFilterLeaves() throws IOException {
        Image dangling = image("a");

        assertThat(removal.prune(true, image -> !image.equals(dangling))).isEmpty();
        assertThat(images.list()).containsExactly(dangling);
    }
}
