package dev.drydock.lessons.check;

import dev.drydock.core.build.Build;
import dev.drydock.core.container.Container;
import dev.drydock.core.container.NameRecord;
import dev.drydock.core.engine.EngineView;
import dev.drydock.core.engine.VolumeView;
import dev.drydock.core.event.Event;
import dev.drydock.core.image.Image;
import dev.drydock.core.image.ImageLayer;
import dev.drydock.core.network.Network;
import dev.drydock.core.network.OverlayNetwork;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * What the engine of a student's first lab host has, from which the others can be reached.
 *
 * @param others by their numbers
 */
public record StudentView(EngineView first, IntFunction<Optional<EngineView>> others) implements EngineView {
    @Override
    public List<Container> containers() {
        return first.containers();
    }

    @Override
    public List<Image> images() {
        return first.images();
    }

    @Override
    public List<ImageLayer> layers(Image image) {
        return first.layers(image);
    }

    @Override
    public List<Network> networks() {
        return first.networks();
    }

    @Override
    public List<OverlayNetwork> overlays() {
        return first.overlays();
    }

    @Override
    public List<NameRecord> names() {
        return first.names();
    }

    @Override
    public List<VolumeView> volumes() {
        return first.volumes();
    }

    @Override
    public List<Build> builds() {
        return first.builds();
    }

    @Override
    public List<Event> events() {
        return first.events();
    }

    @Override
    public Optional<EngineView> host(int number) {
        return number == 1 ? Optional.of(this) : others.apply(number);
    }
}
