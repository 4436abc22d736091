package dev.drydock.sandbox.labhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drydock.core.container.Container;
import dev.drydock.core.container.EndpointConfig;
import dev.drydock.core.labhost.LabHost;
import dev.drydock.core.labhost.LabId;
import dev.drydock.core.network.Network;
import dev.drydock.core.network.NetworkSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Networks that a running container is connected to and disconnected from leave nothing. */
@Tag("kernel")
class NetworkLeakIT {
    /** More of them find smaller leaks. */
    private static final int CYCLES = Integer.getInteger("drydock.leak.connects", 1000);

    private static final int WARM_UP = 20;
    private static final LabId LAB = new LabId("lab");

    @Test
    void connectionsThatWereEndedLeaveNothing() {
        try (TestServer server = TestServer.start()) {
            LabHost host = server.hosts().start(LAB);
            long labd = Records.read(server.data().resolve("run/lab/run.json"), RunRecord.class)
                    .pid();
            Network network = host.engine().networks().create(spec("net"));
            Container container = Runs.detached(host, "sleep", "100000");
            cycles(host, container, network, WARM_UP);
            Map<String, Long> before = counts(server.data(), labd);

            cycles(host, container, network, CYCLES);

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(counts(server.data(), labd)).isEqualTo(before));
        }
    }

    private static NetworkSpec spec(String name) {
        return NetworkSpec.of(name);
    }

    private static void cycles(LabHost host, Container container, Network network, int count) {
        var connections = host.engine().containers().connections();
        for (int i = 0; i < count; i++) {
            connections.connect(container.id().value(), EndpointConfig.of(network.name()));
            connections.disconnect(container.id().value(), network.name(), false);
        }
    }

    private static Map<String, Long> counts(Path data, long labd) {
        Map<String, Long> counts = new TreeMap<>(Census.of(data, LAB, labd));
        counts.put("descriptors of the server", Census.entries(Path.of("/proc/self/fd")));
        return counts;
    }
}
