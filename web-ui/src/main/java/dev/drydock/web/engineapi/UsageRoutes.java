package dev.drydock.web.engineapi;

import dev.drydock.core.container.Container;
import dev.drydock.core.container.ContainerStats;
import dev.drydock.core.container.Containers;
import dev.drydock.core.container.HostConfig;
import dev.drydock.core.container.Resources;
import dev.drydock.core.container.RestartPolicy;
import dev.drydock.core.error.EngineException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** What containers use, and what they may use: {@code top}, {@code stats} and {@code update}. */
final class UsageRoutes {
    private static final String CONTAINER = "/containers/<id>";
    private final InstantSource clock;

    UsageRoutes(InstantSource clock) {
        this.clock = clock;
    }

    void install(RoutesConfig routes) {
        routes.get(CONTAINER + "/top", this::top);
        routes.get(CONTAINER + "/stats", UsageRoutes::stats);
        routes.post(CONTAINER + "/update", UsageRoutes::update);
    }

    private void top(Context context) {
        Containers containers = LabEndPoint.engine(context).containers();
        ProcessList list = ProcessList.of(
                Query.text(context, "ps_args"),
                containers.processes(context.pathParam("id")),
                clock.instant(),
                containers.support().memory());
        Json.answer(context, list);
    }

    private static void update(Context context) {
        Containers containers = LabEndPoint.engine(context).containers();
        JsonNode body = RequestBody.read(context, JsonNode.class);
        Resources change = ResourceDocuments.read(body);
        String policy = body.path("RestartPolicy").path("Name").asString("");
        Optional<RestartPolicy> restart = policy.isEmpty()
                ? Optional.empty()
                : Optional.of(HostConfigs.read(body).restartPolicy());
        containers.update(context.pathParam("id"), change, restart);
        List<String> warnings = new ArrayList<>(containers.warnings(HostConfig.DEFAULT.withResources(change)));
        warnings.addAll(OldShapes.warnings(body, VersionPrefix.of(context)));
        Json.answer(context, Map.of("Warnings", warnings));
    }

    /** A sample each second, or one: compared with one of a second ago unless {@code one-shot} is asked for. */
    private static void stats(Context context) throws IOException, InterruptedException {
        Containers containers = LabEndPoint.engine(context).containers();
        String id = containers.find(context.pathParam("id")).id().value();
        boolean stream = context.queryParam("stream") == null || Query.flag(context, "stream");
        boolean oneShot =
                Query.flag(context, "one-shot") && !VersionPrefix.of(context).isBefore(1, 41);
        if (!stream && oneShot) {
            Json.answer(context, StatsDocument.of(containers.find(id), sample(containers, id), Optional.empty()));
            return;
        }
        // Before the stream: what is refused then is an answer, afterwards only an end.
        ContainerStats start = sample(containers, id);
        CountDownLatch gone = new CountDownLatch(1);
        try (StreamAnswer answer = StreamAnswer.start(context, "application/json", gone::countDown)) {
            Optional<ContainerStats> before = stream ? Optional.empty() : Optional.of(start);
            boolean first = stream;
            while (first || !gone.await(1, TimeUnit.SECONDS)) {
                first = false;
                List<Container> found = find(containers, id);
                if (found.isEmpty()) {
                    return;
                }
                ContainerStats now = sample(containers, id);
                answer.write(Json.line(StatsDocument.of(found.getFirst(), now, before)));
                before = Optional.of(now);
                if (!stream) {
                    return;
                }
            }
        }
    }

    private static List<Container> find(Containers containers, String id) {
        try {
            return List.of(containers.find(id));
        } catch (EngineException.NotFound e) {
            return List.of();
        }
    }

    /** All zero for one that does not run, as dockerd has it. */
    private static ContainerStats sample(Containers containers, String id) {
        try {
            return containers.stats(id);
        } catch (EngineException.Conflict e) {
            return ContainerStats.NONE;
        }
    }
}
