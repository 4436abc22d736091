package dev.drydock.core.engine;

import dev.drydock.core.container.AttachRequest;
import dev.drydock.core.container.Attachment;
import dev.drydock.core.container.Container;
import dev.drydock.core.container.ContainerConfig;
import dev.drydock.core.container.Containers;
import dev.drydock.core.container.ExitStatus;
import dev.drydock.core.container.HostConfig;
import dev.drydock.core.container.RestartPolicy;
import dev.drydock.core.container.StreamText;
import dev.drydock.core.container.WaitCondition;
import dev.drydock.core.event.Event;
import dev.drydock.core.simulated.ManualScheduler;
import dev.drydock.core.simulated.SequentialIds;
import dev.drydock.core.simulated.SimulatedLab;
import dev.drydock.core.simulated.SimulatedServer;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/** A simulated lab with an engine and short words for what tests do with it. Time stands still until it is advanced. */
public final class EngineFixture {
    public static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
    private static final AttachRequest NEW_OUTPUT = new AttachRequest(false, true, true, true);
    public final ManualScheduler time = new ManualScheduler(START);
    public final SimulatedLab lab = new SimulatedLab(new SimulatedServer(), new SequentialIds(), time, time);
    public Engine engine = lab.open();

    public Containers containers() {
        return engine.containers();
    }

    /** As after a SIGKILL of the server: what runs goes on, and a new engine opens. */
    public void restartServer() {
        engine.close();
        engine = lab.open();
    }

    public static ContainerConfig config(String image, String... command) {
        return labelled(Map.of(), image, command);
    }

    public static ContainerConfig labelled(Map<String, String> labels, String image, String... command) {
        return new ContainerConfig(
                image,
                "",
                "",
                "",
                new ContainerConfig.Streams(true, true, true, false, true, true),
                List.of(command),
                List.of(),
                List.of(),
                "",
                List.of(),
                labels,
                "",
                Optional.empty());
    }

    public static HostConfig host(RestartPolicy policy) {
        return HostConfig.DEFAULT.withRestartPolicy(policy);
    }

    public static HostConfig autoRemove() {
        return HostConfig.DEFAULT.withAutoRemove(true);
    }

    public static HostConfig network(String mode) {
        return HostConfig.DEFAULT.withNetworkMode(mode);
    }

    public Container create(String name, String... command) {
        return create(name, HostConfig.DEFAULT, command);
    }

    public Container create(String name, HostConfig host, String... command) {
        return containers().create(Optional.of(name), config("busybox", command), host);
    }

    /** Creates and starts a container of busybox. */
    public Container run(String name, String... command) {
        return run(name, HostConfig.DEFAULT, command);
    }

    public Container run(String name, HostConfig host, String... command) {
        create(name, host, command);
        containers().start(name);
        return containers().find(name);
    }

    /** Runs it to its end. */
    public ExitStatus runToEnd(String name, String... command) {
        create(name, command);
        CompletableFuture<ExitStatus> end = containers().await(name, WaitCondition.NEXT_EXIT);
        containers().start(name);
        return get(end);
    }

    /** Runs it attached and returns its output. */
    public String output(String name, UnaryOperator<Attachment> beforeStart) throws IOException {
        Attachment attachment = beforeStart.apply(containers().attach(name, NEW_OUTPUT));
        CompletableFuture<ExitStatus> end = containers().await(name, WaitCondition.NEXT_EXIT);
        containers().start(name);
        String output = StreamText.drain(attachment).out();
        get(end);
        return output;
    }

    public String output(String name) throws IOException {
        return output(name, UnaryOperator.identity());
    }

    public static <T> T get(CompletableFuture<T> future) {
        try {
            return future.get(30, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** Kills it and waits. */
    public void kill(String name) {
        containers().kill(name, "KILL");
    }

    /** What happened so far, in short: {@code create web}, {@code connect bridge}. */
    public List<String> events() {
        return engine.events().since(Instant.MIN).stream()
                .map(EngineFixture::words)
                .toList();
    }

    private static String words(Event event) {
        String details = event.attributes().containsKey("exitCode")
                ? " " + event.attributes().get("exitCode")
                : event.attributes().containsKey("signal")
                        ? " " + event.attributes().get("signal")
                        : "";
        return event.action() + " " + event.attributes().get("name") + details;
    }
}
