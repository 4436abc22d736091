package dev.drydock.core.container;

import dev.drydock.core.content.ContentLease;
import dev.drydock.core.dockerfile.ConfigChanges;
import dev.drydock.core.dockerfile.ConfigInstruction;
import dev.drydock.core.dockerfile.InstructionParser;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.image.Image;
import dev.drydock.core.image.ImageId;
import dev.drydock.core.image.NewImage;
import dev.drydock.core.layer.Layer;
import dev.drydock.core.oci.ImageConfig;
import dev.drydock.core.oci.ImageConfig.History;
import dev.drydock.core.oci.ImageConfig.RunConfig;
import dev.drydock.core.reference.ImageReference;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes an image of what a container has become: {@code docker commit}. */
final class ContainerCommit {
    private final ContainerServices services;
    private final ContainerEvents events;
    private final Consumer<String> pause;
    private final Consumer<String> unpause;

    /**
     * @param pause freezes a container, with its event
     * @param unpause lets it go on
     */
    ContainerCommit(
            ContainerServices services, ContainerEvents events, Consumer<String> pause, Consumer<String> unpause) {
        this.services = services;
        this.events = events;
        this.pause = pause;
        this.unpause = unpause;
    }

    ImageId commit(LiveContainer live, CommitRequest request) {
        List<ConfigInstruction> changes =
                request.changes().isEmpty() ? List.of() : InstructionParser.parse(request.changes());
        RunConfig own = CommittedConfig.of(live.value().config());
        RunConfig asked =
                new ConfigChanges(request.config().orElse(own)).apply(changes).result();
        RunConfig config = CommittedConfig.merge(asked, own);
        Image parent = services.images().find(live.value().imageId().toString());
        String key = live.value().id().value();
        boolean freeze = request.pause() && live.value().state() instanceof ContainerState.Running;
        if (freeze) {
            pause.accept(key);
        }
        try (ContentLease lease = services.images().hold(parent)) {
            ImageId id = store(lease, live.value(), parent, config, request);
            tell(live.value(), id, request);
            return id;
        } catch (IOException e) {
            throw new EngineException.SystemFailure("cannot commit " + key + ": " + e.getMessage(), e);
        } finally {
            if (freeze) {
                goOn(key);
            }
        }
    }

    /** Somebody may have ended it, or let it go on, meanwhile. */
    private void goOn(String key) {
        try {
            unpause.accept(key);
        } catch (EngineException.NotFound | EngineException.Conflict e) {
            return;
        }
    }

    private ImageId store(
            ContentLease lease, Container container, Image parent, RunConfig config, CommitRequest request)
            throws IOException {
        WorkingTree.Changed changed = new WorkingTree.Changed(container.id(), parent.chain());
        Optional<Layer> layer = WorkingTree.layer(services, lease, changed, LayerFilter.NONE);
        List<String> diffIds = new ArrayList<>(parent.config().rootfs().diffIds());
        layer.ifPresent(added -> diffIds.add(added.diffId().toString()));
        Instant now = services.clock().instant();
        List<History> history = new ArrayList<>(parent.config().history());
        history.add(new History(
                now.toString(),
                String.join(" ", container.config().command()),
                nullIfEmpty(request.author()),
                nullIfEmpty(request.comment()),
                layer.isPresent() ? null : true));
        ImageConfig image = new ImageConfig(
                now.toString(),
                nullIfEmpty(request.author()),
                parent.config().architecture(),
                parent.config().os(),
                config,
                new ImageConfig.RootFs("layers", diffIds),
                history);
        ImageId id = services.images()
                .add(lease, NewImage.made(image, Optional.of(parent.id()), List.of()))
                .id();
        request.reference().ifPresent(name -> services.images().tag(id.toString(), name));
        return id;
    }

    private static @Nullable String nullIfEmpty(String text) {
        return text.isEmpty() ? null : text;
    }

    private void tell(Container container, ImageId id, CommitRequest request) {
        String name = request.reference().map(ImageReference::familiar).orElse("");
        events.publish(
                container, "commit", Map.of("comment", request.comment(), "imageID", id.toString(), "imageRef", name));
    }
}
