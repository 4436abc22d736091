package dev.drydock.sandbox.labhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.drydock.core.container.Container;
import dev.drydock.core.container.ContainerFilter;
import dev.drydock.core.container.Containers;
import dev.drydock.core.container.HostConfig;
import dev.drydock.core.error.EngineException.Unavailable;
import dev.drydock.core.labhost.LabHost;
import dev.drydock.core.labhost.LabId;
import dev.drydock.core.labhost.LabSnapshot;
import dev.drydock.core.labhost.LabSnapshots;
import dev.drydock.core.labhost.MachineRoom;
import dev.drydock.core.labhost.NoRoom;
import dev.drydock.core.labhost.SnapshotLimits;
import dev.drydock.core.labhost.SnapshotName;
import dev.drydock.core.network.NetworkSpec;
import dev.drydock.core.volume.MountRequests;
import dev.drydock.sandbox.disk.LabDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is on a lab's disk is in a snapshot as it was at one moment, whatever it is, and nothing is left of one. */
@Tag("kernel")
class SnapshotFilesIT {
    private static final LabId LAB = new LabId("lab");
    private static final SnapshotName BEGIN = new SnapshotName("lesson.begin");
    private static final SnapshotLimits LIMITS = new SnapshotLimits(4, 64 << 20, 128 << 20);

    private static TestServer server;

    @BeforeAll
    static void startServer() {
        server = TestServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @AfterEach
    void removeLab() {
        server.hosts().remove(LAB);
    }

    private static LabSnapshots snapshots() {
        return snapshots(LIMITS, MachineRoom.UNLIMITED);
    }

    private static LabSnapshots snapshots(SnapshotLimits limits, MachineRoom room) {
        return server.hosts().snapshots(limits, room, Clock.systemUTC());
    }

    private static LabHost lab() {
        return server.hosts().start(LAB);
    }

    private static String shell(String command) {
        return LabShell.run(server, lab(), command);
    }

    /** Says how often it was started, by what its own layer and its volume remember. */
    private static Container counter(LabHost lab) {
        lab.engine().networks().create(NetworkSpec.of("net"));
        Container created = lab.engine()
                .containers()
                .create(
                        Optional.of("counter"),
                        Runs.config(
                                "busybox",
                                "sh",
                                "-c",
                                "echo x >> /data/starts; echo x >> /starts; cat /data/starts /starts | wc -l;"
                                        + " exec sleep 100000"),
                        HostConfig.DEFAULT
                                .withNetworkMode("net")
                                .with(draft -> draft.mounts =
                                        new MountRequests(List.of("data:/data"), List.of(), List.of(), "")));
        lab.engine().containers().start("counter");
        return created;
    }

    private static void awaitLogs(Container container, String expected) {
        await().untilAsserted(() -> assertThat(Runs.logs(lab(), container)).isEqualTo(expected));
    }

    @Test
    void layersVolumesNetworksAndTheLabsOwnFilesComeBack() {
        Container counter = counter(lab());
        shell("echo before > /etc/greeting; mkdir -p /root/work; echo x > /root/work/file");
        awaitLogs(counter, "2\n");
        snapshots().take(LAB, BEGIN);

        lab().engine().containers().restart("counter", Optional.of(Duration.ZERO), Optional.empty());
        awaitLogs(counter, "2\n4\n");
        lab().engine().containers().remove("counter", true, true);
        lab().engine().networks().remove("net");
        shell("echo after > /etc/greeting; rm -rf /root/work; rm -rf /var/lib/docker/volumes/data");
        snapshots().restore(LAB, BEGIN);

        awaitLogs(counter, "2\n4\n");
        assertThat(shell("cat /etc/greeting /root/work/file /var/lib/docker/volumes/data/_data/starts"))
                .isEqualTo("before\nx\nx\nx\n");
        assertThat(Runs.output(
                        lab(), HostConfig.DEFAULT.withNetworkMode("net"), "ping", "-c", "1", "-W", "5", "counter"))
                .contains("1 packets received");
    }

    /** Of a file system nothing is read but its bytes. */
    @Test
    void whatAStudentPutsThereIsNotLookedAt() {
        String make =
                "cd /root; dd if=/dev/zero of=bomb bs=1 count=0 seek=1099511627776 2>/dev/null; mkfifo pipe; ln -s /etc/shadow link; ln bomb hard; chmod 4777 bomb;"
                        + " i=0; while [ $i -lt 500 ]; do mkdir d 2>/dev/null; cd d; i=$((i+1)); done; touch \"$(printf 'a\\nb')\"";
        String look = "cd /root; stat -c '%n %F %s %h %a' bomb pipe hard; readlink link; find . | wc -l";
        shell(make);
        String before = shell(look);
        assertThat(before).startsWith("bomb regular file 1099511627776 2 4777\n");

        LabSnapshot snapshot = snapshots().take(LAB, BEGIN);
        shell("rm -rf /root/*");
        snapshots().restore(LAB, BEGIN);

        assertThat(shell(look)).isEqualTo(before);
        assertThat(snapshot.bytes()).isBetween(1L << 20, 32L << 20);
    }

    @Test
    void whatIsTooLargeIsRefusedAndLeavesNothing() throws IOException {
        shell("dd if=/dev/urandom of=/root/big bs=1M count=70; sync");

        assertThatThrownBy(() -> snapshots().take(LAB, BEGIN))
                .isInstanceOf(Unavailable.class)
                .hasMessageMatching("The lab hosts have [0-9]+ MB, and a snapshot may have 64 MB");
        assertThat(kept()).isEmpty();
        assertThat(shell("echo goes on")).isEqualTo("goes on\n");
    }

    @Test
    void aFullMachineKeepsNone() throws IOException {
        lab();
        LabSnapshots full = snapshots(LIMITS, () -> {
            throw new NoRoom(NoRoom.Reason.DISK, "full");
        });

        assertThatThrownBy(() -> full.take(LAB, BEGIN)).isInstanceOf(NoRoom.class);
        assertThat(kept()).isEmpty();
    }

    private static Set<String> kept() throws IOException {
        return Listing.files(server.data().resolve("labs/lab/snapshots"));
    }

    @Test
    void theOldestGoesForTheBytesOfANewOne() {
        shell("dd if=/dev/urandom of=/root/big bs=1M count=20; sync");
        LabSnapshots snapshots = snapshots(new SnapshotLimits(9, 40 << 20, 60 << 20), MachineRoom.UNLIMITED);
        snapshots.take(LAB, BEGIN);
        LabSnapshot second = snapshots.take(LAB, new SnapshotName("second"));

        LabSnapshot third = snapshots.take(LAB, new SnapshotName("third"));

        assertThat(snapshots.list(LAB)).containsExactly(second, third);
        assertThat(third.bytes()).isBetween(20L << 20, 30L << 20);
    }

    /** Who writes one after the other finds at most the last of them missing. */
    @Test
    void itIsOneMomentForAllFiles() {
        shell("cd /root; (i=0; while :; do i=$((i+1)); echo $i > a.new; mv a.new a; echo $i > b.new; mv b.new b; done)"
                + " </dev/null >/dev/null 2>&1 &");
        await().until(() -> !shell("cat /root/b").contains("No such"));
        for (int round = 0; round < 4; round++) {
            snapshots().take(LAB, new SnapshotName("round" + round));
        }
        for (int round = 0; round < 4; round++) {
            snapshots().restore(LAB, new SnapshotName("round" + round));
            List<String> numbers = shell("cat /root/a /root/b").lines().toList();
            long ahead = Long.parseLong(numbers.get(0)) - Long.parseLong(numbers.get(1));
            assertThat(ahead).as("round %s: %s", round, numbers).isBetween(0L, 1L);
        }
    }

    /** The engine's files and the disk fit, whatever the engine was doing. */
    @Test
    void itIsOneMomentForTheEngineAndTheDisk() throws Exception {
        Containers containers = lab().engine().containers();
        AtomicBoolean isOver = new AtomicBoolean();
        ContainerLife life = new ContainerLife(_ -> {});
        CompletableFuture<Void> lives = CompletableFuture.runAsync(() -> {
            while (!isOver.get()) {
                life.run(containers);
            }
        });
        try {
            for (int round = 0; round < 4; round++) {
                snapshots().take(LAB, new SnapshotName("round" + round));
            }
        } finally {
            isOver.set(true);
            lives.join();
        }
        for (int round = 0; round < 4; round++) {
            snapshots().restore(LAB, new SnapshotName("round" + round));
            LabHost restored = lab();
            // What is half stays so; a container that ran, and runs anew, may be ending just now.
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertNothingHalf(restored));
        }
    }

    private static void assertNothingHalf(LabHost lab) throws IOException {
        Set<String> ids = lab.engine().containers().list(ContainerFilter.ALL).stream()
                .map(container -> container.id().value())
                .collect(Collectors.toSet());
        Path files = server.data().resolve("labs/lab");
        assertThat(Listing.files(files.resolve("layers"))).isEqualTo(ids);
        assertThat(Listing.files(files.resolve("engine/containers")))
                .isEqualTo(ids.stream().map(id -> id + ".json").collect(Collectors.toSet()));
        try (LabDisk disk = server.disk(LAB)) {
            assertThat(Listing.files(disk.root().resolve("containers"))).isEqualTo(ids);
            // Not there before the first volume was.
            Path volumes = disk.root().resolve("root/upper/var/lib/docker/volumes");
            // One that was being made gets its directory when it is used.
            assertThat(lab.engine().volumes().list().stream()
                            .map(volume -> volume.name().value())
                            .collect(Collectors.toSet()))
                    .containsAll(Files.exists(volumes) ? Listing.directories(volumes) : Set.of());
        }
    }

    @Test
    void nothingIsLeft() {
        Runs.detached(lab(), "sleep", "100000");
        for (int i = 0; i < 3; i++) {
            round();
        }
        Map<String, Long> before = settled();

        for (int i = 0; i < 3; i++) {
            round();
        }

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(more(census(), before)).isEmpty());
    }

    private static void round() {
        snapshots().take(LAB, BEGIN);
        snapshots().restore(LAB, BEGIN);
        lab();
        snapshots().remove(LAB, BEGIN);
    }

    /** What there is more of than before. Less may be: this process has descriptors of other tests, which end. */
    private static Map<String, String> more(Map<String, Long> now, Map<String, Long> before) {
        Map<String, String> more = new TreeMap<>();
        now.forEach((what, count) -> {
            long then = before.getOrDefault(what, 0L);
            if (count > then) {
                more.put(what, count + ", and it was " + then);
            }
        });
        return more;
    }

    /** labd makes a child for the next container once it has had nothing to do for a moment. */
    private static Map<String, Long> settled() {
        AtomicReference<Map<String, Long>> last = new AtomicReference<>(census());
        await().during(Duration.ofSeconds(1)).atMost(Duration.ofSeconds(30)).until(() -> {
            Map<String, Long> now = census();
            return now.equals(last.getAndSet(now));
        });
        return last.get();
    }

    private static Map<String, Long> census() {
        Map<String, Long> census = new TreeMap<>();
        Census.of(server.data(), LAB, server.labd(LAB)).forEach((what, count) -> census.put(what, count));
        census.remove(Census.CONNECTIONS);
        census.put("open files of the server", Census.openFiles(Path.of("/proc/self/fd")));
        return census;
    }
}
