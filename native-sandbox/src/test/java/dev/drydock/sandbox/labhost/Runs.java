package dev.drydock.sandbox.labhost;

import dev.drydock.core.container.AttachRequest;
import dev.drydock.core.container.Container;
import dev.drydock.core.container.ContainerConfig;
import dev.drydock.core.container.ContainerState;
import dev.drydock.core.container.ExitStatus;
import dev.drydock.core.container.HostConfig;
import dev.drydock.core.container.WaitCondition;
import dev.drydock.core.event.Event;
import dev.drydock.core.event.EventSubscription;
import dev.drydock.core.labhost.LabHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs containers on a lab host as the Docker client would. */
public final class Runs {
    /** To see everything, and what comes. */
    public static final AttachRequest FOLLOW = new AttachRequest(true, true, false, false);

    private Runs() {}

    public static ContainerConfig config(String image, String... command) {
        return config(image, ContainerConfig.Streams.NONE, command);
    }

    public static ContainerConfig config(String image, ContainerConfig.Streams streams, String... command) {
        return new ContainerConfig(
                image,
                "",
                "",
                "",
                streams,
                List.of(command),
                List.of(),
                List.of(),
                "",
                List.of(),
                Map.of(),
                "",
                Optional.empty());
    }

    /** {@code docker run -d busybox COMMAND}. */
    public static Container detached(LabHost host, String... command) {
        return start(host, config("busybox", command), HostConfig.DEFAULT);
    }

    public static Container start(LabHost host, ContainerConfig config, HostConfig hostConfig) {
        Container created = host.engine().containers().create(Optional.empty(), config, hostConfig);
        host.engine().containers().start(created.id().value());
        return host.engine().containers().find(created.id().value());
    }

    /** {@code docker run busybox COMMAND}: what it wrote until it ended. */
    public static String output(LabHost host, HostConfig hostConfig, String... command) {
        Container created = host.engine().containers().create(Optional.empty(), config("busybox", command), hostConfig);
        String id = created.id().value();
        // Asked for before the start: one that removes itself is not found afterwards.
        CompletableFuture<ExitStatus> end = host.engine().containers().await(id, WaitCondition.NEXT_EXIT);
        try (Screen screen =
                new Screen(host.engine().containers().attach(id, new AttachRequest(false, true, false, true)))) {
            host.engine().containers().start(id);
            String output = screen.toEnd();
            end.orTimeout(20, TimeUnit.SECONDS).join();
            return output;
        }
    }

    public static ContainerState state(LabHost host, Container container) {
        return host.engine().containers().find(container.id().value()).state();
    }

    public static ExitStatus end(LabHost host, Container container) {
        return host.engine()
                .containers()
                .await(container.id().value(), WaitCondition.NOT_RUNNING)
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    /** {@code docker logs}. */
    public static String logs(LabHost host, Container container) {
        try (Screen screen = new Screen(
                host.engine().containers().logs(container.id().value(), new AttachRequest(true, false, false, true)))) {
            return screen.toEnd();
        }
    }

    /** What is told of a container until it has died. */
    public static List<String> actions(EventSubscription events, Container container) throws InterruptedException {
        return actionsUntil("die", events, container);
    }

    /** What is told of a container until this was told. */
    public static List<String> actionsUntil(String last, EventSubscription events, Container container)
            throws InterruptedException {
        List<String> actions = new ArrayList<>();
        while (!actions.contains(last)) {
            Event event = events.next(Duration.ofSeconds(20)).orElseThrow();
            if (event.actorId().equals(container.id().value())) {
                actions.add(event.action());
            }
        }
        return actions;
    }
}
