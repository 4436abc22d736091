package dev.drydock.web.live;

import dev.drydock.core.container.Container;
import dev.drydock.core.container.ContainerState;
import dev.drydock.core.container.Lifecycle;
import dev.drydock.core.container.Phase;
import dev.drydock.core.engine.EngineView;
import dev.drydock.core.event.Event;
import dev.drydock.core.image.Image;
import dev.drydock.core.image.ImageId;
import dev.drydock.core.layer.Layer;
import dev.drydock.core.oci.ImageConfig.History;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.web.live.LiveMessage.ContainerStatus;
import dev.drydock.web.live.LiveMessage.EngineState;
import dev.drydock.web.live.LiveMessage.EventEntry;
import dev.drydock.web.live.LiveMessage.ImageState;
import dev.drydock.web.live.LiveMessage.LayerState;
import dev.drydock.web.live.LiveMessage.LifecycleTable;
import dev.drydock.web.live.LiveMessage.PortState;
import dev.drydock.web.live.LiveMessage.Transition;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Turns what an engine has into what pictures need of it. */
final class EngineStates {
    /** How addresses of published ports say that they are open at all addresses. */
    private static final Set<String> EVERYWHERE = Set.of("", "0.0.0.0", "::");

    private EngineStates() {}

    static EngineState of(EngineView view) {
        List<Image> images = view.images();
        Set<ImageId> parents =
                images.stream().flatMap(image -> image.parent().stream()).collect(Collectors.toSet());
        List<Container> containers = view.containers();
        NetworkStates networks = new NetworkStates(view, containers);
        return new EngineState(
                images.stream()
                        .filter(image -> !isIntermediate(image, parents))
                        .map(EngineStates::image)
                        .toList(),
                containers.stream()
                        .map(container -> container(container, networks))
                        .toList(),
                networks.all(),
                view.builds().stream().reduce((_, later) -> later).map(BuildStates::of));
    }

    /** What a build made on its way, as {@code docker images} does not show it either. */
    private static boolean isIntermediate(Image image, Set<ImageId> parents) {
        return image.references().isEmpty() && parents.contains(image.id());
    }

    /** The engine's own table, without what changes nothing or is refused. */
    static LifecycleTable lifecycle() {
        List<Transition> transitions = new ArrayList<>();
        for (Lifecycle.Transition cell : Lifecycle.table()) {
            if (cell.outcome() instanceof Lifecycle.Outcome.Becomes(Phase phase)) {
                transitions.add(new Transition(cell.from().word(), cell.verb().word(), phase.word()));
            }
        }
        return new LifecycleTable(transitions);
    }

    static EventEntry event(Event event) {
        return new EventEntry(
                event.type().word(),
                event.action(),
                event.actorId(),
                event.attributes(),
                event.time().toString());
    }

    private static ImageState image(Image image) {
        List<String> references =
                image.references().stream().map(ImageReference::familiar).toList();
        Iterator<String> instructions = instructions(image).iterator();
        List<LayerState> layers = new ArrayList<>();
        for (Layer layer : image.layers()) {
            layers.add(new LayerState(
                    layer.id().toString(),
                    layer.diffId().toString(),
                    layer.size(),
                    instructions.hasNext() ? instructions.next() : ""));
        }
        return new ImageState(image.id().toString(), references, image.size(), layers);
    }

    /** What made each layer; entries of the history that made none are left out. */
    private static List<String> instructions(Image image) {
        return image.config().history().stream()
                .filter(entry -> !Boolean.TRUE.equals(entry.emptyLayer()))
                .map(History::createdBy)
                .map(by -> by == null ? "" : by)
                .toList();
    }

    private static ContainerStatus container(Container container, NetworkStates networks) {
        return new ContainerStatus(
                container.id().toString(),
                container.name(),
                container.imageId().toString(),
                container.config().image(),
                container.state().word(),
                container
                        .health()
                        .filter(health -> container.state() instanceof ContainerState.Running)
                        .map(health -> health.status().word()),
                exitCode(container.state()),
                String.join(" ", container.config().arguments()),
                container.isRunning() ? ports(container) : List.of(),
                networks.shares(container),
                networks.joins(container),
                networks.places(container));
    }

    /** Published for IPv4 and IPv6, a port is one. */
    private static List<PortState> ports(Container container) {
        return container.ports().stream()
                .map(port -> new PortState(
                        EVERYWHERE.contains(port.hostIp()) ? "" : port.hostIp(), port.hostPort(), port.containerPort()))
                .distinct()
                .toList();
    }

    private static Optional<Integer> exitCode(ContainerState state) {
        return switch (state) {
            case ContainerState.Created(int code, String error) ->
                error.isEmpty() ? Optional.empty() : Optional.of(code);
            case ContainerState.Restarting restarting ->
                Optional.of(restarting.last().code());
            case ContainerState.Exited exited -> Optional.of(exited.status().code());
            case ContainerState.Running _, ContainerState.Paused _, ContainerState.Removing _, ContainerState.Dead _ ->
                Optional.empty();
        };
    }
}
