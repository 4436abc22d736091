package dev.drydock.sandbox.labhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drydock.core.container.Container;
import dev.drydock.core.container.ContainerConfig.Streams;
import dev.drydock.core.container.ContainerState;
import dev.drydock.core.container.HostConfig;
import dev.drydock.core.container.Resources;
import dev.drydock.core.event.EventSubscription;
import dev.drydock.core.labhost.LabHost;
import dev.drydock.core.labhost.LabId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A container that loses a process because memory was used up, and lives on, is told of at once. */
@Tag("kernel")
class OutOfMemoryIT {
    private static final LabId LAB = new LabId("lab");
    private static final List<String> OOM_COUNTS = List.of("memory.oom_control", "memory.events");
    private static final Resources SMALL =
            new Resources(32L << 20, 0, 0, -1, 0, 0, 0, 0, "", "", 0, 0, false, List.of());
    private static final Streams INPUT = new Streams(false, false, false, false, true, false);

    private static TestServer server;
    private static LabHost host;

    @BeforeAll
    static void startLab() {
        server = TestServer.start();
        host = server.hosts().start(LAB);
    }

    @AfterAll
    static void stopLab() {
        server.close();
    }

    private static Container start(String... command) {
        return Runs.start(host, Runs.config("busybox", INPUT, command), HostConfig.DEFAULT.withResources(SMALL));
    }

    @Test
    void memoryThatIsUsedUpIsToldWhileTheContainerRuns() throws InterruptedException {
        EventSubscription events = host.engine().events().subscribe();
        Container container = start("sh", "-c", "tail /dev/zero; exec cat");

        assertThat(Runs.actionsUntil("oom", events, container)).doesNotContain("die");
        assertThat(Runs.state(host, container)).isInstanceOf(ContainerState.Running.class);
        assertThat(Runs.state(host, container).isOutOfMemory()).isTrue();

        server.killAndRestart();
        host = server.hosts().find(LAB).orElseThrow();
        assertThat(Runs.state(host, container).isOutOfMemory()).isTrue();
        EventSubscription later = host.engine().events().subscribe();
        host.engine().containers().remove(container.id().value(), true);
        assertThat(Runs.actions(later, container)).doesNotContain("oom");
        events.close();
        later.close();
    }

    @Test
    void memoryThatIsUsedUpWhileNoServerRunsIsToldByTheNext() throws IOException, InterruptedException {
        Container container = start("sh", "-c", "trap 'tail /dev/zero' USR1; echo ready; while :; do sleep 0.05; done");
        try (Screen screen =
                new Screen(host.engine().containers().attach(container.id().value(), Runs.FOLLOW))) {
            screen.waitFor("ready");
        }
        Path memory = memoryCgroup(container);
        server.hosts().leave();
        signalShell(memory);
        await().until(() -> oomKills(memory) == 1);

        server.killAndRestart();

        host = server.hosts().find(LAB).orElseThrow();
        await().untilAsserted(() -> assertThat(host.engine().events().since(Instant.MIN))
                .anyMatch(event -> event.action().equals("oom")
                        && event.actorId().equals(container.id().value())));
        assertThat(Runs.state(host, container)).isInstanceOf(ContainerState.Running.class);
        host.engine().containers().remove(container.id().value(), true);
    }

    private static Path memoryCgroup(Container container) {
        return server.cgroups(LAB).stream()
                .map(lab -> lab.resolve("docker").resolve(container.id().value()))
                .filter(path -> OOM_COUNTS.stream().anyMatch(file -> Files.exists(path.resolve(file))))
                .findFirst()
                .orElseThrow();
    }

    private static long oomKills(Path cgroup) throws IOException {
        Path file = OOM_COUNTS.stream()
                .map(cgroup::resolve)
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("oom_kill "))
                .mapToLong(line -> Long.parseLong(line.substring("oom_kill ".length())))
                .sum();
    }

    private static void signalShell(Path cgroup) throws IOException, InterruptedException {
        for (String process : Files.readAllLines(cgroup.resolve("cgroup.procs"))) {
            Path name = Path.of("/proc", process, "comm");
            if (Files.exists(name) && Files.readString(name).equals("sh\n")) {
                assertThat(new ProcessBuilder("kill", "-USR1", process).start().waitFor())
                        .isZero();
            }
        }
    }
}
