package dev.drydock.core.engine;

import dev.drydock.core.build.Build;
import dev.drydock.core.container.Container;
import dev.drydock.core.container.NameRecord;
import dev.drydock.core.event.Event;
import dev.drydock.core.image.Image;
import dev.drydock.core.image.ImageLayer;
import dev.drydock.core.network.Network;
import dev.drydock.core.network.OverlayNetwork;
import java.util.List;
import java.util.Optional;

/** What an engine has, read-only: the truth that pictures show and checks ask. Each answer is one moment's state. */
public interface EngineView {
    /** All containers, newest first. */
    List<Container> containers();

    /** All images, newest first. */
    List<Image> images();

    /**
     * What an image is made of, the lowest layer first.
     *
     * @throws dev.drydock.core.error.EngineException.NotFound when it is gone
     */
    List<ImageLayer> layers(Image image);

    List<Network> networks();

    /** What carries the overlay networks among them, and to which of the student's lab hosts. */
    List<OverlayNetwork> overlays();

    /** What containers are called on networks that users made. */
    List<NameRecord> names();

    /** All volumes, by name, with the containers that have them. What a container has mounted is with the container. */
    List<VolumeView> volumes();

    /** The latest builds, oldest first. */
    List<Build> builds();

    /** Kept events, oldest first. */
    List<Event> events();

    /** What the engine of another lab host of the same student has; empty where there is none of this number, from 1. */
    default Optional<EngineView> host(int number) {
        return number == 1 ? Optional.of(this) : Optional.empty();
    }
}
