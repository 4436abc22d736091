package dev.drydock.sandbox.labhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drydock.core.container.Container;
import dev.drydock.core.container.ContainerFilter;
import dev.drydock.core.container.ContainerState;
import dev.drydock.core.container.HostConfig;
import dev.drydock.core.container.RestartPolicy;
import dev.drydock.core.labhost.LabHost;
import dev.drydock.core.labhost.LabId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What happens in a lab host while no server runs is known to the next one as it was. */
@Tag("kernel")
@Tag("hostile")
class DownIT {
    private static final LabId LAB = new LabId("lab");
    private static final int LINES = 1_500_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HostConfig ALWAYS = HostConfig.DEFAULT.withRestartPolicy(new RestartPolicy.Always());

    private TestServer server;
    private LabHost lab;

    @BeforeEach
    void startServer() {
        server = TestServer.start(DoomedServer.setup());
        lab = server.hosts().start(LAB);
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void d02WhatEndedMeanwhileIsKnownAsItWas() throws IOException {
        Container ended = waiting("exit 7", HostConfig.DEFAULT);
        Container passing = waiting("exit 0", HostConfig.DEFAULT.withAutoRemove(true));
        Container again = waiting("exit 1", ALWAYS);

        Instant before = Instant.now();
        server.leave();
        for (Container container : List.of(ended, passing, again)) {
            end(container);
        }
        Instant after = Instant.now();
        takeUp();

        assertThat(Runs.state(lab, ended)).isInstanceOfSatisfying(ContainerState.Exited.class, exited -> {
            assertThat(exited.status().code()).isEqualTo(7);
            assertThat(exited.status().finishedAt()).isBetween(before, after);
        });
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(lab.engine().containers().list(ContainerFilter.ALL))
                        .extracting(Container::id)
                        .doesNotContain(passing.id()));
        await().atMost(PATIENCE).until(() -> Runs.state(lab, again) instanceof ContainerState.Running);
        assertThat(lab.engine().containers().find(again.id().value()).restartCount())
                .isEqualTo(1);
    }

    @Test
    void d03NobodyWhoWritesIsHeldUp() throws IOException {
        Container writer = waiting("seq " + LINES + "; exit 3", HostConfig.DEFAULT);

        server.leave();
        end(writer);
        takeUp();

        assertThat(Runs.end(lab, writer).code()).isEqualTo(3);
        assertThat(Runs.logs(lab, writer)).endsWith("\n" + LINES + "\n");
    }

    @Test
    void d04TheMachineStartsAgain() {
        Container plain = Runs.detached(lab, "sleep", "100000");
        Container always = Runs.start(lab, Runs.config("busybox", "sleep", "100000"), ALWAYS);

        ProcessHandle labd = ProcessHandle.of(server.labd(LAB)).orElseThrow();
        server.leave();
        labd.destroyForcibly();
        labd.onExit().join();
        server.killAndRestart();
        assertThat(server.hosts().find(LAB)).isEmpty();
        lab = server.hosts().start(LAB);

        assertThat(Runs.state(lab, plain))
                .isInstanceOfSatisfying(
                        ContainerState.Exited.class,
                        exited -> assertThat(exited.status().code()).isEqualTo(255));
        await().atMost(PATIENCE).until(() -> Runs.state(lab, always) instanceof ContainerState.Running);
    }

    /** Of three that run one's file is cut, and one says what another says: they are named, and the third goes on. */
    @Test
    void damagedContainersAreSetAsideAndTheRestGoesOn() throws IOException {
        List<Container> all = Stream.generate(() -> Runs.detached(lab, "sleep", "100000"))
                .limit(3)
                .sorted(Comparator.comparing(container -> container.id().value()))
                .toList();
        Container whole = all.get(0);
        List<Container> damaged = all.subList(1, 3);
        server.leave();
        byte[] content = Files.readAllBytes(file(damaged.get(0)));
        Files.write(file(damaged.get(0)), Arrays.copyOf(content, content.length / 2));
        Files.writeString(
                file(damaged.get(1)),
                Files.readString(file(whole))
                        .replace(whole.id().value(), damaged.get(1).id().value()));
        takeUp();

        assertThat(lab.engine().containers().list(ContainerFilter.ALL)).containsExactly(whole);
        assertThat(Runs.output(lab, HostConfig.DEFAULT.withAutoRemove(true), "echo", "works"))
                .isEqualTo("works\n");
        for (Container container : damaged) {
            assertThat(file(container)).doesNotExist();
            assertThat(file(container).resolveSibling("quarantine").resolve(container.id() + ".json"))
                    .exists();
            await().atMost(PATIENCE)
                    .until(() -> server.cgroups(LAB).stream()
                            .map(group -> group.resolve("docker")
                                    .resolve(container.id().value()))
                            .noneMatch(Files::exists));
        }
    }

    private Path file(Container container) {
        return server.data().resolve("labs/lab/engine/containers").resolve(container.id() + ".json");
    }

    /** One that does something when it is told to end. */
    private Container waiting(String last, HostConfig hostConfig) {
        String script = "trap '" + last + "' TERM; echo ready; sleep 100000 & wait";
        Container container = Runs.start(lab, Runs.config("busybox", "sh", "-c", script), hostConfig);
        await().atMost(PATIENCE).until(() -> Runs.logs(lab, container).equals("ready\n"));
        return container;
    }

    /** From the machine: no server is there to ask. */
    private void end(Container container) throws IOException {
        Path processes = server.cgroups(LAB).stream()
                .map(group -> group.resolve("docker").resolve(container.id().value()))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow()
                .resolve("cgroup.procs");
        for (String process : Files.readAllLines(processes)) {
            ProcessHandle.of(Long.parseLong(process)).ifPresent(ProcessHandle::destroy);
        }
        await().atMost(PATIENCE).until(() -> isEmpty(processes));
    }

    private static boolean isEmpty(Path processes) throws IOException {
        try {
            return Files.readAllLines(processes).isEmpty();
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    private void takeUp() {
        server.killAndRestart();
        lab = server.hosts().find(LAB).orElseThrow();
    }
}
