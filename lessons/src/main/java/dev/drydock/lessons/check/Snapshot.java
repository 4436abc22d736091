package dev.drydock.lessons.check;

import dev.drydock.core.build.Build;
import dev.drydock.core.container.Container;
import dev.drydock.core.container.NameRecord;
import dev.drydock.core.engine.EngineView;
import dev.drydock.core.engine.VolumeView;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.event.Event;
import dev.drydock.core.image.Image;
import dev.drydock.core.network.Network;
import dev.drydock.core.reference.ImageReference;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What one evaluation looks at: all of its checks see the same lists. */
record Snapshot(
        EngineView view,
        Sights sights,
        List<Container> containers,
        List<Image> images,
        List<Network> networks,
        List<NameRecord> names,
        List<VolumeView> volumes,
        List<Event> events,
        List<Build> builds,
        Instant stepBegan) {
    static Snapshot of(EngineView view, Sights sights, Instant stepBegan) {
        return new Snapshot(
                view,
                sights,
                view.containers(),
                view.images(),
                view.networks(),
                view.names(),
                view.volumes(),
                view.events(),
                view.builds(),
                stepBegan);
    }

    Optional<Image> find(ImageReference reference) {
        return images.stream()
                .filter(image -> image.references().contains(reference))
                .findFirst();
    }

    boolean inStep(Instant moment) {
        return moment.isAfter(stepBegan);
    }

    /** Whether a container comes from the image that this name means, or was asked for by this name. */
    boolean isFrom(Container container, ImageReference image) {
        return find(image)
                        .filter(found -> found.id().equals(container.imageId()))
                        .isPresent()
                || isSame(container.config().image(), image);
    }

    /** Whether a name that a user gave, in whatever form, means this image. */
    static boolean isSame(String given, ImageReference image) {
        try {
            return ImageReference.parse(given).equals(image);
        } catch (EngineException.InvalidParameter e) {
            return false; // A full id, which the engine accepts where it accepts a reference.
        }
    }
}
