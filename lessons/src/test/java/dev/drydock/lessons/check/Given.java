package dev.drydock.lessons.check;

import dev.drydock.core.container.Container;
import dev.drydock.core.container.ContainerConfig;
import dev.drydock.core.container.ContainerConfig.Streams;
import dev.drydock.core.container.ContainerId;
import dev.drydock.core.container.ContainerState;
import dev.drydock.core.container.ContainerState.Created;
import dev.drydock.core.container.ContainerState.Exited;
import dev.drydock.core.container.ContainerState.Running;
import dev.drydock.core.container.EndpointConfig;
import dev.drydock.core.container.ExitStatus;
import dev.drydock.core.container.Health;
import dev.drydock.core.container.HostConfig;
import dev.drydock.core.event.Event;
import dev.drydock.core.event.EventType;
import dev.drydock.core.image.Image;
import dev.drydock.core.image.ImageId;
import dev.drydock.core.layer.ChainId;
import dev.drydock.core.layer.DiffId;
import dev.drydock.core.layer.Layer;
import dev.drydock.core.network.PublishedPort;
import dev.drydock.core.oci.ImageConfig;
import dev.drydock.core.oci.ImageConfig.RootFs;
import dev.drydock.core.oci.ImageConfig.RunConfig;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.core.volume.Mount;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Objects of an engine for tests. Times are seconds after the step began; negative ones lie before it. */
public final class Given {
    public static final Instant STEP = Instant.parse("2026-03-01T10:00:00Z");

    private Given() {}

    public static Instant at(int second) {
        return STEP.plusSeconds(second);
    }

    public static Container container(String name, String image, int created, ContainerState state, String... command) {
        ContainerConfig config = new ContainerConfig(
                image,
                "host",
                "",
                "",
                Streams.NONE,
                List.of(command),
                List.of(),
                List.of(),
                "/",
                List.of(),
                Map.of(),
                "",
                Optional.empty());
        return new Container(
                new ContainerId(digest(name + created).hex()),
                name,
                at(created),
                imageId(image),
                config,
                HostConfig.DEFAULT,
                state,
                0,
                List.of());
    }

    /** The same container with another configuration, and with two ports of the lab host that lead to it. */
    public static Container configured(
            Container container,
            ContainerConfig config,
            HostConfig host,
            List<EndpointConfig> networks,
            Mount... mounts) {
        return new Container(
                container.id(),
                container.name(),
                container.createdAt(),
                container.imageId(),
                config,
                host,
                container.state(),
                0,
                networks,
                List.of(),
                List.of(new PublishedPort("80/tcp", "0.0.0.0", 8080), new PublishedPort("53/udp", "127.0.0.1", 53)),
                Optional.empty(),
                List.of(mounts));
    }

    /** The same container in this health. */
    public static Container withHealth(Container container, Health.Status status) {
        return new Container(
                container.id(),
                container.name(),
                container.createdAt(),
                container.imageId(),
                container.config(),
                container.hostConfig(),
                container.state(),
                0,
                HostConfig.DEFAULT.networks(),
                List.of(),
                List.of(),
                Optional.of(new Health(status, 0, List.of())),
                List.of());
    }

    public static ContainerState created() {
        return Created.NEW;
    }

    public static ContainerState failed(int code) {
        return new Created(code, "exec: \"sh\": executable file not found in $PATH: unknown");
    }

    public static ContainerState running(int started) {
        return new Running(7, at(started));
    }

    public static ContainerState exited(int code, int started) {
        return exited(code, started, false);
    }

    public static ContainerState exited(int code, int started, boolean outOfMemory) {
        return new Exited(new ExitStatus(code, outOfMemory, at(started + 1)), at(started), "");
    }

    public static Image image(String reference, int layers) {
        RunConfig run = new RunConfig(null, null, null, null, null, null, null, null, null);
        ImageConfig config =
                new ImageConfig(null, null, "amd64", "linux", run, new RootFs("layers", List.of()), List.of());
        List<Layer> stack = IntStream.range(0, layers)
                .mapToObj(i -> new DiffId(digest("layer" + i)))
                .map(diff -> new Layer(ChainId.of(diff), Optional.empty(), diff, 10))
                .toList();
        return new Image(imageId(reference), List.of(ImageReference.parse(reference)), config, stack);
    }

    public static Event event(String action, int second, Map<String, String> attributes) {
        return new Event(EventType.CONTAINER, action, digest("actor").hex(), attributes, at(second));
    }

    private static ImageId imageId(String reference) {
        return new ImageId(digest(reference.replaceFirst(":latest$", "")));
    }

    private static Digest digest(String of) {
        return Digest.ofBytes(of.getBytes(StandardCharsets.UTF_8));
    }
}
