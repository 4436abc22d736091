package dev.drydock.sandbox.labhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drydock.core.container.Container;
import dev.drydock.core.container.HostConfig;
import dev.drydock.core.container.WaitCondition;
import dev.drydock.core.labhost.LabHost;
import dev.drydock.core.labhost.LabId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
        Map<String, Long> counts = new TreeMap<>();
        Path lab = Path.of("/proc/" + labd);
        counts.put("descriptors of labd", entries(lab.resolve("fd")));
        counts.put("descriptors of the server", entries(Path.of("/proc/self/fd")));
        counts.put("mounts in the lab", lines(lab.resolve("mountinfo")));
        counts.put("network devices in the lab", lines(lab.resolve("net/dev")));
        counts.put("namespaces", namespaces());
        counts.put("files of the lab", files(data.resolve("labs")));
        counts.put("loop devices", (long) loops(data));
        for (Path cgroup :
                Records.read(data.resolve("run/lab/run.json"), RunRecord.class).cgroupPaths()) {
            counts.put("cgroups " + cgroup, files(cgroup));
        }
        return counts;
    }

    private static long namespaces() {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(path -> path.getFileName().toString().chars().allMatch(Character::isDigit))
                    .map(path -> link(path.resolve("ns/net")))
                    .flatMap(Optional::stream)
                    .distinct()
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> link(Path path) {
        try {
            return Optional.of(Files.readSymbolicLink(path).toString());
        } catch (IOException e) {
            // It has ended meanwhile.
            return Optional.empty();
        }
    }

    private static int loops(Path data) {
        int found = 0;
        try (Stream<Path> devices = Files.list(Path.of("/sys/block"))) {
            for (Path device : devices.toList()) {
                Path file = device.resolve("loop/backing_file");
                if (Files.exists(file) && Files.readString(file).startsWith(data.toString())) {
                    found++;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static long files(Path directory) {
        try (Stream<Path> tree = Files.walk(directory)) {
            return tree.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long entries(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
