package dev.drydock.core.engine;

import dev.drydock.core.build.Build;
import dev.drydock.core.container.Container;
import dev.drydock.core.container.ContainerFilter;
import dev.drydock.core.container.ContainerId;
import dev.drydock.core.container.NameRecord;
import dev.drydock.core.event.Event;
import dev.drydock.core.image.Image;
import dev.drydock.core.image.ImageLayer;
import dev.drydock.core.network.Network;
import dev.drydock.core.network.OverlayNetwork;
import java.time.Instant;
import java.util.List;

/** Reads the engine each time it is asked. */
record LiveEngineView(Engine engine) implements EngineView {
    @Override
    public List<Container> containers() {
        return engine.containers().list(ContainerFilter.ALL);
    }

    @Override
    public List<Image> images() {
        return engine.images().list();
    }

    @Override
    public List<ImageLayer> layers(Image image) {
        return engine.images().layers(image);
    }

    @Override
    public List<Network> networks() {
        return engine.networks().list();
    }

    @Override
    public List<OverlayNetwork> overlays() {
        return engine.networks().overlays();
    }

    @Override
    public List<NameRecord> names() {
        return engine.containers().connections().lookup().records();
    }

    @Override
    public List<VolumeView> volumes() {
        return engine.volumes().list().stream()
                .map(volume -> new VolumeView(
                        volume,
                        engine.volumes().references(volume).stream()
                                .map(ContainerId::new)
                                .toList()))
                .toList();
    }

    @Override
    public List<Build> builds() {
        return engine.builds().list();
    }

    @Override
    public List<Event> events() {
        return engine.events().since(Instant.MIN);
    }
}
