package dev.drydock.web.engineapi;

import dev.drydock.core.container.Container;
import dev.drydock.core.container.ContainerConfig;
import dev.drydock.core.container.ContainerId;
import dev.drydock.core.container.ContainerSize;
import dev.drydock.core.container.ContainerState;
import dev.drydock.core.container.EndpointConfig;
import dev.drydock.core.container.ExecId;
import dev.drydock.core.container.ExitStatus;
import dev.drydock.core.engine.Engine;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.image.Image;
import dev.drydock.core.image.ImageId;
import dev.drydock.core.layer.Layer;
import dev.drydock.core.network.Network;
import dev.drydock.web.engineapi.json.ContainerConfigBody;
import dev.drydock.web.engineapi.json.ContainerInspect;
import dev.drydock.web.engineapi.json.ContainerSummary;
import dev.drydock.web.engineapi.json.EndpointSettings;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Containers as the API's documents show them. */
final class ContainerDocuments {
    private static final String DRIVER = "overlay2";
    private static final int SHORT_ID = 12;

    private final Engine engine;
    private final boolean withSizes;
    private final EndpointDocuments networks;
    private final Map<String, Optional<ImageId>> images = new HashMap<>();

    /**
     * For the documents of one answer.
     *
     * @param version of the API that the client speaks
     * @param withSizes also measure what each container has on disk, which looks at every file of it
     */
    ContainerDocuments(Engine engine, ApiVersion version, boolean withSizes) {
        this.engine = engine;
        this.withSizes = withSizes;
        networks = new EndpointDocuments(engine.view().networks(), version);
    }

    /** Empty as well for one that goes while it is measured. */
    private Optional<ContainerSize> size(Container container) {
        try {
            return withSizes
                    ? Optional.of(
                            engine.containers().files().size(container.id().value()))
                    : Optional.empty();
        } catch (EngineException.NotFound e) {
            return Optional.empty();
        }
    }

    private List<Layer> layers(Container container) {
        return engine.view().images().stream()
                .filter(image -> image.id().equals(container.imageId()))
                .findFirst()
                .map(Image::layers)
                .orElse(List.of());
    }

    /** One for each, in their order. */
    List<ContainerSummary> summaries(List<Container> containers, Instant now) {
        Map<ContainerId, List<String>> aliases = engine.containers().aliases();
        return containers.stream()
                .map(container -> summary(container, aliases.getOrDefault(container.id(), List.of()), now))
                .toList();
    }

    private ContainerSummary summary(Container container, List<String> aliases, Instant now) {
        ContainerConfig config = container.config();
        Optional<ContainerSize> size = size(container);
        return new ContainerSummary(
                container.id().value(),
                names(container, aliases),
                shownImage(container),
                container.imageId().toString(),
                commandLine(config.arguments()),
                container.createdAt().getEpochSecond(),
                PortDocuments.summary(container),
                // Docker leaves a zero out here, but not in inspect.
                size.map(ContainerSize::writable).filter(bytes -> bytes > 0).orElse(null),
                size.map(ContainerSize::all).filter(bytes -> bytes > 0).orElse(null),
                new TreeMap<>(config.labels()),
                container.state().word(),
                StatusText.of(container.state(), container.health(), now),
                new ContainerSummary.Host(container.hostConfig().networkMode()),
                new ContainerSummary.NetworkSettings(networks(container)),
                MountDocuments.points(container.mounts()));
    }

    /** The name it was made with, as long as that means the same image. */
    private String shownImage(Container container) {
        String name = container.config().image();
        Optional<ImageId> meant = images.computeIfAbsent(name, this::imageId);
        return meant.equals(Optional.of(container.imageId()))
                ? name
                : container.imageId().toString();
    }

    private Optional<ImageId> imageId(String name) {
        try {
            return Optional.of(engine.images().find(name).id());
        } catch (EngineException.NotFound | EngineException.InvalidParameter e) {
            return Optional.empty();
        }
    }

    private @Nullable List<String> execIds(Container container) {
        return nullIfEmpty(engine.containers().execs(container).stream()
                .map(ExecId::value)
                .sorted()
                .toList());
    }

    /** Its own name, then those that others have for it. */
    private static List<String> names(Container container, List<String> aliases) {
        return Stream.concat(Stream.of(container.name()), aliases.stream())
                .map(name -> "/" + name)
                .toList();
    }

    /** As Docker joins it: arguments with a space or a quote stand in single quotes. */
    static String commandLine(List<String> arguments) {
        return arguments.stream()
                .map(argument -> argument.indexOf(' ') >= 0 ? "'" + argument + "'" : argument)
                .collect(Collectors.joining(" "));
    }

    ContainerInspect inspect(Container container) {
        ContainerConfig config = container.config();
        List<String> arguments = config.arguments();
        Optional<ContainerSize> size = size(container);
        return new ContainerInspect(
                container.id().value(),
                Timestamps.rfc3339(container.createdAt()),
                arguments.isEmpty() ? "" : arguments.getFirst(),
                arguments.isEmpty() ? List.of() : arguments.subList(1, arguments.size()),
                state(container),
                container.imageId().toString(),
                "",
                "",
                "",
                "",
                "/" + container.name(),
                container.restartCount(),
                DRIVER,
                "linux",
                "",
                "",
                "",
                execIds(container),
                HostConfigs.document(container.hostConfig(), engine.containers().links(container)),
                new ContainerInspect.GraphDriver(StorageData.of(container, layers(container)), DRIVER),
                size.map(ContainerSize::writable).orElse(null),
                size.map(ContainerSize::all).orElse(null),
                MountDocuments.points(container.mounts()),
                config(container),
                networkSettings(container));
    }

    /** Docker sets Running together with Paused and Restarting. */
    private static ContainerInspect.State state(Container container) {
        ContainerState state = container.state();
        String word = state.word();
        boolean paused = word.equals("paused");
        boolean restarting = word.equals("restarting");
        Optional<ExitStatus> end = end(state);
        return new ContainerInspect.State(
                word,
                container.isRunning() || restarting,
                paused,
                restarting,
                state.isOutOfMemory(),
                word.equals("dead"),
                pid(state),
                exitCode(state),
                error(state),
                start(state).map(Timestamps::rfc3339).orElse(Timestamps.NEVER),
                end.map(ExitStatus::finishedAt).map(Timestamps::rfc3339).orElse(Timestamps.NEVER),
                Healthchecks.state(container.health()));
    }

    private static int pid(ContainerState state) {
        return switch (state) {
            case ContainerState.Running(int pid, Instant _, long _) -> pid;
            case ContainerState.Paused(int pid, Instant _, long _) -> pid;
            case ContainerState.Created _,
                    ContainerState.Restarting _,
                    ContainerState.Removing _,
                    ContainerState.Exited _,
                    ContainerState.Dead _ -> 0;
        };
    }

    private static Optional<Instant> start(ContainerState state) {
        return switch (state) {
            case ContainerState.Running(int _, Instant start, long _) -> Optional.of(start);
            case ContainerState.Paused(int _, Instant start, long _) -> Optional.of(start);
            case ContainerState.Restarting(ExitStatus _, Instant start) -> Optional.of(start);
            case ContainerState.Exited(ExitStatus _, Instant start, String _) -> Optional.of(start);
            case ContainerState.Created _, ContainerState.Removing _, ContainerState.Dead _ -> Optional.empty();
        };
    }

    private static Optional<ExitStatus> end(ContainerState state) {
        return switch (state) {
            case ContainerState.Restarting(ExitStatus last, Instant _) -> Optional.of(last);
            case ContainerState.Exited(ExitStatus last, Instant _, String _) -> Optional.of(last);
            case ContainerState.Created _,
                    ContainerState.Running _,
                    ContainerState.Paused _,
                    ContainerState.Removing _,
                    ContainerState.Dead _ -> Optional.empty();
        };
    }

    private static int exitCode(ContainerState state) {
        return state instanceof ContainerState.Created(int code, String _)
                ? code
                : end(state).map(ExitStatus::code).orElse(0);
    }

    private static String error(ContainerState state) {
        return switch (state) {
            case ContainerState.Created(int _, String error) -> error;
            case ContainerState.Exited(ExitStatus _, Instant _, String error) -> error;
            case ContainerState.Running _,
                    ContainerState.Paused _,
                    ContainerState.Restarting _,
                    ContainerState.Removing _,
                    ContainerState.Dead _ -> "";
        };
    }

    private static ContainerConfigBody config(Container container) {
        ContainerConfig config = container.config();
        ContainerConfig.Streams streams = config.streams();
        String hostname = config.hostname().isEmpty()
                        && !container.hostConfig().networkMode().equals("host")
                ? container.id().value().substring(0, SHORT_ID)
                : config.hostname();
        return new ContainerConfigBody(
                hostname,
                config.domainname(),
                config.user(),
                streams.attachStdin(),
                streams.attachStdout(),
                streams.attachStderr(),
                config.exposedPorts().stream()
                        .collect(Collectors.toMap(port -> port, port -> Map.of(), (one, other) -> one, TreeMap::new)),
                streams.tty(),
                streams.openStdin(),
                streams.stdinOnce(),
                config.environment(),
                nullIfEmpty(config.command()),
                config.image(),
                config.volumes().isEmpty()
                        ? null
                        : config.volumes().stream()
                                .collect(Collectors.toMap(path -> path, _ -> Map.of(), (one, _) -> one, TreeMap::new)),
                config.workingDirectory(),
                nullIfEmpty(config.entrypoint()),
                null,
                new TreeMap<>(config.labels()),
                config.macAddress(),
                config.stopSignal(),
                config.stopTimeout().orElse(null),
                Healthchecks.document(config.healthcheck()),
                config.shell());
    }

    /** Go shows a list that was never made as null. */
    static @Nullable List<String> nullIfEmpty(List<String> list) {
        return list.isEmpty() ? null : list;
    }

    private ContainerInspect.NetworkSettings networkSettings(Container container) {
        Map<String, EndpointSettings> networks = networks(container);
        EndpointSettings shown = networks.getOrDefault("bridge", EndpointDocuments.NOWHERE);
        Map<String, Object> ports = new TreeMap<>();
        container.openPorts().forEach(port -> ports.put(port, PortDocuments.bindings(container, port)));
        return new ContainerInspect.NetworkSettings(
                "",
                "",
                "",
                ports,
                false,
                "",
                0,
                null,
                null,
                shown.endpointId(),
                shown.gateway(),
                shown.globalIpv6Address(),
                shown.globalIpv6PrefixLen(),
                shown.ipAddress(),
                shown.ipPrefixLen(),
                shown.ipv6Gateway(),
                shown.macAddress(),
                networks);
    }

    /** By name; a container that does not run is on its networks without addresses, before its first start without ids. */
    private Map<String, EndpointSettings> networks(Container container) {
        Map<String, EndpointSettings> result = new TreeMap<>();
        for (EndpointConfig wanted : container.networks()) {
            Optional<Network> network = networks.find(wanted.network());
            result.put(network.map(Network::name).orElse(wanted.network()), networks.settings(container, wanted));
        }
        return result;
    }
}
