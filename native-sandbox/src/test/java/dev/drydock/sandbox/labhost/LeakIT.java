package dev.drydock.sandbox.labhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drydock.core.container.Container;
import dev.drydock.core.container.HostConfig;
import dev.drydock.core.container.WaitCondition;
import dev.drydock.core.labhost.LabHost;
import dev.drydock.core.labhost.LabId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Containers that come and go leave nothing: neither in the server, nor in labd, nor in the kernel. */
@Tag("kernel")
class LeakIT {
    /** More of them find smaller leaks. */
    private static final int CYCLES = Integer.getInteger("drydock.leak.cycles", 2000);

    private static final int WARM_UP = 50;
    private static final long HEAP_TOLERANCE = 8L << 20;
    private static final LabId LAB = new LabId("lab");

    @Test
    void containersThatWereRemovedLeaveNothing() {
        try (TestServer server = TestServer.start()) {
            LabHost host = server.hosts().start(LAB);
            long labd = Records.read(server.data().resolve("run/lab/run.json"), RunRecord.class)
                    .pid();
            cycles(host, WARM_UP);
            Map<String, Long> before = settled(server.data(), labd);
            long heap = heap();

            cycles(host, CYCLES);

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(counts(server.data(), labd)).isEqualTo(before));
            assertThat(heap()).isLessThan(heap + HEAP_TOLERANCE);
        }
    }

    private static void cycles(LabHost host, int count) {
        for (int i = 0; i < count; i++) {
            Container created = host.engine()
                    .containers()
                    .create(
                            Optional.empty(),
                            Runs.config("busybox", "sh", "-c", "echo output"),
                            HostConfig.DEFAULT.withAutoRemove(true));
            String id = created.id().value();
            var removed = host.engine().containers().await(id, WaitCondition.REMOVED);
            host.engine().containers().start(id);
            assertThat(removed.orTimeout(20, TimeUnit.SECONDS).join().code()).isZero();
        }
    }

    /** The kernel clears network namespaces away in its own time. */
    private static Map<String, Long> settled(Path data, long labd) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(Files.readString(Path.of("/proc/" + labd + "/net/dev")))
                        .doesNotContain("veth"));
        return counts(data, labd);
    }

    private static Map<String, Long> counts(Path data, long labd) {
        Map<String, Long> counts = new TreeMap<>(Census.of(data, LAB, labd));
        counts.put("descriptors of the server", Census.entries(Path.of("/proc/self/fd")));
        return counts;
    }

    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
