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

/** An engine that has what a test says. */
public record FakeEngineView(
        List<Container> containers,
        List<Image> images,
        List<Event> events,
        List<Build> builds,
        List<Network> networks,
        List<VolumeView> volumes,
        List<ImageLayer> allLayers,
        List<NameRecord> names)
        implements EngineView {
    public FakeEngineView(List<Container> containers, List<Image> images, List<Event> events, List<Build> builds) {
        this(containers, images, events, builds, List.of(), List.of(), List.of(), List.of());
    }

    public FakeEngineView(List<Container> containers, List<Image> images, List<Event> events) {
        this(containers, images, events, List.of());
    }

    public static final FakeEngineView EMPTY = new FakeEngineView(List.of(), List.of(), List.of());

    @Override
    public List<ImageLayer> layers(Image image) {
        return allLayers;
    }

    public static FakeEngineView with(Container... containers) {
        return new FakeEngineView(List.of(containers), List.of(), List.of());
    }

    public static FakeEngineView with(Image... images) {
        return new FakeEngineView(List.of(), List.of(images), List.of());
    }

    public static FakeEngineView with(Event... events) {
        return new FakeEngineView(List.of(), List.of(), List.of(events));
    }

    /** The same with these networks. */
    public FakeEngineView on(Network... present) {
        return new FakeEngineView(containers, images, events, builds, List.of(present), volumes, allLayers, names);
    }

    /** The same with these volumes. */
    public FakeEngineView using(VolumeView... present) {
        return new FakeEngineView(containers, images, events, builds, networks, List.of(present), allLayers, names);
    }

    /** The same with these layers in every image. */
    public FakeEngineView of(ImageLayer... present) {
        return new FakeEngineView(containers, images, events, builds, networks, volumes, List.of(present), names);
    }

    /** The same with these names. */
    public FakeEngineView called(NameRecord... present) {
        return new FakeEngineView(containers, images, events, builds, networks, volumes, allLayers, List.of(present));
    }

    @Override
    public List<OverlayNetwork> overlays() {
        return List.of();
    }
}
