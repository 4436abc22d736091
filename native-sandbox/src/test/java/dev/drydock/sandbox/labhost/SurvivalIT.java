package dev.drydock.sandbox.labhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drydock.core.container.Container;
import dev.drydock.core.container.ContainerFilter;
import dev.drydock.core.container.ContainerState;
import dev.drydock.core.container.HostConfig;
import dev.drydock.core.container.TerminalSize;
import dev.drydock.core.labhost.LabHost;
import dev.drydock.core.labhost.LabId;
import dev.drydock.core.labhost.TerminalId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A server that is killed takes nothing with it: what runs goes on, and what was written meanwhile is there. */
@Tag("kernel")
class SurvivalIT {
    private static final int LABS = 4;
    private static final int CONTAINERS = 49;
    private static final int TERMINALS = 5;
    private static final int LINES = 100_000;
    private static final TerminalSize SIZE = new TerminalSize(24, 80);

    @Test
    void twoHundredContainersAndTwentyTerminalsSurvive() throws IOException {
        try (TestServer server = TestServer.start()) {
            List<LabId> labs =
                    IntStream.range(0, LABS).mapToObj(n -> new LabId("lab" + n)).toList();
            List<Container> writers = new ArrayList<>();
            for (LabId id : labs) {
                writers.add(fill(server.hosts().start(id)));
            }

            server.hosts().leave();
            server.killAndRestart();

            for (int i = 0; i < LABS; i++) {
                LabHost found = server.hosts().find(labs.get(i)).orElseThrow();
                assertThat(found.engine().containers().list(ContainerFilter.ALL))
                        .filteredOn(container -> container.state() instanceof ContainerState.Running)
                        .hasSizeGreaterThanOrEqualTo(CONTAINERS);
                assertAnswers(found);
                assertNothingLost(found, writers.get(i));
            }
        }
    }

    /** Returns a container that writes while nobody is there. */
    private static Container fill(LabHost host) throws IOException {
        for (int i = 0; i < CONTAINERS; i++) {
            Runs.start(host, Runs.config("busybox", "sleep", "100000"), HostConfig.DEFAULT.withNetworkMode("none"));
        }
        for (int i = 1; i <= TERMINALS; i++) {
            try (Screen screen = new Screen(host.openTerminal(new TerminalId(i), SIZE))) {
                screen.waitFor("# ");
                screen.type("me=" + i + "\n");
                screen.waitFor("# ");
            }
        }
        return Runs.start(host, Runs.config("busybox", "seq", Integer.toString(LINES)), HostConfig.DEFAULT);
    }

    private static void assertAnswers(LabHost host) throws IOException {
        for (int i = 1; i <= TERMINALS; i++) {
            try (Screen screen = new Screen(host.openTerminal(new TerminalId(i), SIZE))) {
                screen.type("echo still-$me\n");
                screen.waitFor("still-" + i + "\r\n");
            }
        }
    }

    private static void assertNothingLost(LabHost host, Container writer) {
        await().atMost(Duration.ofSeconds(30)).until(() -> Runs.state(host, writer) instanceof ContainerState.Exited);
        List<String> lines = Runs.logs(host, writer).lines().toList();
        assertThat(lines).hasSize(LINES);
        assertThat(lines.getLast()).isEqualTo(Integer.toString(LINES));
    }
}
