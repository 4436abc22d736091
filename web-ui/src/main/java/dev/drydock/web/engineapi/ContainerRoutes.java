package dev.drydock.web.engineapi;

import dev.drydock.core.container.Container;
import dev.drydock.core.container.ContainerConfig;
import dev.drydock.core.container.ContainerFilter;
import dev.drydock.core.container.HostConfig;
import dev.drydock.core.container.TerminalSize;
import dev.drydock.core.engine.Engine;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.error.GoNumbers;
import dev.drydock.web.engineapi.json.ContainerCreate;
import dev.drydock.web.engineapi.json.Created;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** {@code /containers}: what makes, changes and shows containers. Their streams are in {@link StreamRoutes}. */
final class ContainerRoutes {
    private static final String CONTAINER = "/containers/<id>";
    private static final ContainerCreate NOTHING = Json.MAPPER.readValue("{}", ContainerCreate.class);
    private final InstantSource clock;

    ContainerRoutes(InstantSource clock) {
        this.clock = clock;
    }

    void install(RoutesConfig routes) {
        routes.get("/containers/json", this::list);
        routes.post("/containers/create", ContainerRoutes::create);
        routes.get(CONTAINER + "/json", ContainerRoutes::inspect);
        routes.post(CONTAINER + "/start", ContainerRoutes::start);
        routes.post(CONTAINER + "/stop", ContainerRoutes::stop);
        routes.post(CONTAINER + "/restart", ContainerRoutes::restart);
        routes.post(CONTAINER + "/pause", ContainerRoutes::pause);
        routes.post(CONTAINER + "/unpause", ContainerRoutes::unpause);
        routes.post(CONTAINER + "/kill", ContainerRoutes::kill);
        routes.post(CONTAINER + "/rename", ContainerRoutes::rename);
        routes.post(CONTAINER + "/resize", ContainerRoutes::resize);
        routes.delete(CONTAINER, ContainerRoutes::remove);
    }

    private void list(Context context) {
        Engine engine = LabEndPoint.engine(context);
        int limit = Query.number(context, "limit").orElse(0);
        // A negative limit has always meant none.
        ContainerFilter filter =
                new ContainerFilter(Query.flag(context, "all"), Math.max(0, limit), Query.filters(context));
        ContainerDocuments documents =
                new ContainerDocuments(engine, VersionPrefix.of(context), Query.flag(context, "size"));
        Json.answer(context, documents.summaries(engine.containers().list(filter), clock.instant()));
    }

    private static void inspect(Context context) {
        Engine engine = LabEndPoint.engine(context);
        Container container = engine.containers().find(context.pathParam("id"));
        Json.answer(
                context,
                new ContainerDocuments(engine, VersionPrefix.of(context), Query.flag(context, "size"))
                        .inspect(container));
    }

    private static void create(Context context) {
        ContainerCreate request = RequestBody.read(context, ContainerCreate.class);
        if (request.equals(NOTHING)) {
            throw new EngineException.InvalidParameter("config cannot be empty in order to create a container");
        }
        UnsupportedOptions.refuse(request);
        HostConfig hostConfig = OldShapes.hostConfig(HostConfigs.read(request.hostConfig()), VersionPrefix.of(context));
        if (request.image() == null || request.image().isEmpty()) {
            throw new EngineException.InvalidParameter("config.Image cannot be empty");
        }
        Engine engine = LabEndPoint.engine(context);
        Platforms.check(engine, request.image(), Query.text(context, "platform"));
        Optional<String> name = Query.optional(context, "name");
        Container container = engine.containers()
                .create(name, config(context, request), hostConfig, EndpointSettingsReader.read(request), List.of());
        List<String> warnings = new ArrayList<>(engine.containers().warnings(hostConfig));
        if (hostConfig.isHostNetwork() && !hostConfig.ports().isEmpty()) {
            warnings.add("Published ports are discarded when using host network mode");
        }
        warnings.addAll(OldShapes.warnings(request.hostConfig(), VersionPrefix.of(context)));
        context.status(201);
        Json.answer(context, new Created(container.id().value(), warnings));
    }

    private static ContainerConfig config(Context context, ContainerCreate request) {
        Map<String, ?> ports = request.exposedPorts() == null ? Map.of() : request.exposedPorts();
        Map<String, ?> volumes = request.volumes() == null ? Map.of() : request.volumes();
        return new ContainerConfig(
                orEmpty(request.image()),
                orEmpty(request.hostname()),
                orEmpty(request.domainname()),
                orEmpty(request.user()),
                new ContainerConfig.Streams(
                        request.attachStdin(),
                        request.attachStdout(),
                        request.attachStderr(),
                        request.tty(),
                        request.openStdin(),
                        request.stdinOnce()),
                HostConfigs.orEmpty(request.cmd()),
                HostConfigs.orEmpty(request.entrypoint()),
                HostConfigs.orEmpty(request.env()),
                orEmpty(request.workingDir()),
                List.copyOf(ports.keySet()),
                request.labels() == null ? Map.of() : request.labels(),
                orEmpty(request.stopSignal()),
                Optional.ofNullable(request.stopTimeout()),
                Healthchecks.read(context, request.healthcheck()),
                HostConfigs.orEmpty(request.shell()),
                macAddress(request),
                List.copyOf(volumes.keySet()));
    }

    /** Newer clients give it with the network, older ones with the container. */
    private static String macAddress(ContainerCreate request) {
        ContainerCreate.NetworkingConfig networking = request.networkingConfig();
        if (networking != null && networking.endpointsConfig() != null) {
            for (JsonNode endpoint : networking.endpointsConfig().values()) {
                String given = endpoint.path("MacAddress").asString("");
                if (!given.isEmpty()) {
                    return given;
                }
            }
        }
        return orEmpty(request.macAddress());
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static void start(Context context) {
        // A JSON object that says anything has at least 7 characters.
        if (context.contentLength() > 7 || context.header("Transfer-Encoding") != null) {
            throw new EngineException.InvalidParameter("starting container with non-empty request body was deprecated"
                    + " since API v1.22 and removed in v1.24");
        }
        if (!Query.text(context, "checkpoint").isEmpty()) {
            throw new EngineException.InvalidParameter("checkpoint is only supported in experimental mode");
        }
        LabEndPoint.engine(context).containers().start(context.pathParam("id"));
        context.status(204);
    }

    private static void stop(Context context) {
        LabEndPoint.engine(context).containers().stop(context.pathParam("id"), timeout(context), signal(context));
        context.status(204);
    }

    private static void restart(Context context) {
        LabEndPoint.engine(context).containers().restart(context.pathParam("id"), timeout(context), signal(context));
        context.status(204);
    }

    private static Optional<Duration> timeout(Context context) {
        OptionalInt seconds = Query.number(context, "t");
        return seconds.isPresent() ? Optional.of(Duration.ofSeconds(seconds.getAsInt())) : Optional.empty();
    }

    /** Older clients cannot choose it. */
    private static Optional<String> signal(Context context) {
        return VersionPrefix.of(context).isBefore(1, 42) ? Optional.empty() : Query.optional(context, "signal");
    }

    private static void pause(Context context) {
        LabEndPoint.engine(context).containers().pause(context.pathParam("id"));
        context.status(204);
    }

    private static void unpause(Context context) {
        LabEndPoint.engine(context).containers().unpause(context.pathParam("id"));
        context.status(204);
    }

    private static void kill(Context context) {
        String signal = Query.optional(context, "signal").orElse("KILL");
        LabEndPoint.engine(context).containers().kill(context.pathParam("id"), signal);
        context.status(204);
    }

    private static void rename(Context context) {
        LabEndPoint.engine(context).containers().rename(context.pathParam("id"), Query.text(context, "name"));
        context.status(204);
    }

    private static void resize(Context context) {
        LabEndPoint.engine(context).containers().resize(context.pathParam("id"), terminalSize(context));
        context.status(200);
    }

    /** The {@code h} and {@code w} of a resize request. */
    static TerminalSize terminalSize(Context context) {
        return new TerminalSize(side(context, "h"), side(context, "w"));
    }

    private static int side(Context context, String name) {
        return Math.clamp(GoNumbers.atoi(Query.text(context, name)), 0, Integer.MAX_VALUE);
    }

    private static void remove(Context context) {
        if (Query.flag(context, "link")) {
            LabEndPoint.engine(context).containers().removeLink(context.pathParam("id"));
            context.status(204);
            return;
        }
        LabEndPoint.engine(context)
                .containers()
                .remove(context.pathParam("id"), Query.flag(context, "force"), Query.flag(context, "v"));
        context.status(204);
    }
}
