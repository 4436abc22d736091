package dev.drydock.sandbox.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.drydock.core.container.Container;
import dev.drydock.core.container.ContainerFilter;
import dev.drydock.core.container.ContainerState;
import dev.drydock.core.container.ExitStatus;
import dev.drydock.core.container.HostConfig;
import dev.drydock.core.container.LogConfig;
import dev.drydock.core.container.RestartPolicy;
import dev.drydock.core.error.EngineException.Conflict;
import dev.drydock.core.event.EventSubscription;
import dev.drydock.core.labhost.LabHost;
import dev.drydock.sandbox.cgroup.LabLimits;
import dev.drydock.sandbox.disk.DiskLimits;
import dev.drydock.sandbox.disk.LabDisk;
import dev.drydock.sandbox.disk.LoopDisks;
import dev.drydock.sandbox.labhost.Runs;
import dev.drydock.sandbox.labhost.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One lab uses up all that it may have; it meets its own limits, and the other lab works on. */
@Tag("kernel")
@Tag("hostile")
class ExhaustionIT {
    private static final LabLimits LIMITS = new LabLimits(96L << 20, 100, 0.5);
    private static final DiskLimits DISK = new DiskLimits(160L << 20, 6000);

    /** How often a container is made and removed; more finds smaller leaks. */
    private static final int CYCLES = Integer.getInteger("drydock.hostile.cycles", 40);

    /** Begun again when it has used up everything and its shells have ended. */
    private static final String BOMB = "bomb() { bomb | bomb & }; while :; do (bomb); sleep 0.1; done";

    @RegisterExtension
    static final HostileLabs LABS =
            new HostileLabs(TestServer.Setup.DEFAULT.withLimits(LIMITS).withDisks(data -> LoopDisks.open(data, DISK)));

    private static Container bystander;

    @BeforeAll
    static void startBystander() {
        bystander = Runs.start(LABS.alice(), Runs.config(HostileLabs.IMAGE, "sleep", "100000"), HostConfig.DEFAULT);
    }

    @BeforeEach
    void startLab() {
        LABS.server().hosts().start(HostileLabs.MALLORY);
    }

    /** Whatever the attack, its lab can be stopped and is then as good as new, and nobody else has noticed. */
    @AfterEach
    void nobodyElseNoticed() {
        assertAliceWorks();
        LABS.server().hosts().stop(HostileLabs.MALLORY);
        LabHost again = LABS.server().hosts().start(HostileLabs.MALLORY);
        removeAll(again);
        assertThat(Runs.output(again, HostConfig.DEFAULT, "echo", "works")).isEqualTo("works\n");
        removeAll(again);
    }

    private static void assertAliceWorks() {
        assertThat(Runs.state(LABS.alice(), bystander)).isEqualTo(bystander.state());
        assertThat(Runs.output(LABS.alice(), HostConfig.DEFAULT, "echo", "works"))
                .isEqualTo("works\n");
        assertThat(LABS.shell(LABS.alice(), "echo works")).isEqualTo("works\n");
    }

    private static void removeAll(LabHost lab) {
        for (Container container : lab.engine().containers().list(ContainerFilter.ALL)) {
            lab.engine().containers().remove(container.id().value(), true);
        }
    }

    private static Container attack(String... command) {
        return Runs.start(LABS.mallory(), Runs.config(HostileLabs.IMAGE, command), HostConfig.DEFAULT);
    }

    /** A number or word of the attacker's lab in whichever tree has this file. */
    private static String limit(String file) throws IOException {
        for (Path group : LABS.server().cgroups(HostileLabs.MALLORY)) {
            if (Files.exists(group.resolve(file))) {
                return Files.readString(group.resolve(file)).strip();
            }
        }
        return "";
    }

    /** Some kernels count where the limit is, some where the process is that was refused. */
    private static long refusedForks() throws IOException {
        long refused = 0;
        for (Path group : LABS.server().cgroups(HostileLabs.MALLORY)) {
            try (Stream<Path> below = Files.walk(group)) {
                for (Path events :
                        below.filter(file -> file.endsWith("pids.events")).toList()) {
                    refused += number(Files.readString(events), "max");
                }
            }
        }
        return refused;
    }

    @Test
    void r01AForkBombInAContainerStopsAtTheLabsProcesses() throws IOException {
        Container bomb = attack("sh", "-c", "(" + BOMB + ") 2> /dev/null & exec sleep 1000");

        await().until(() -> refusedForks() > 0);

        assertAliceWorks();
        assertThat(Long.parseLong(limit("pids.current"))).isLessThanOrEqualTo(LIMITS.pids());
        LABS.mallory().engine().containers().kill(bomb.id().value(), "KILL");
        assertThat(Runs.end(LABS.mallory(), bomb).code()).isEqualTo(137);
    }

    @Test
    void r01SoDoesOneInTheShell() throws IOException {
        LABS.shell("(" + BOMB + ") > /dev/null 2>&1 &");

        await().until(() -> refusedForks() > 0);

        assertThat(Long.parseLong(limit("pids.current"))).isLessThanOrEqualTo(LIMITS.pids());
    }

    @Test
    void r01TheProgramIsTold() {
        assertThat(LABS.run(
                        HostConfig.DEFAULT, "sh", "-c", "for i in $(/bin/busybox seq 200); do sleep 100 & done 2>&1"))
                .contains("can't fork: Resource temporarily unavailable");
    }

    @Test
    void r02MemoryOfAProcessEndsItAndIsTold() throws InterruptedException {
        EventSubscription events = LABS.mallory().engine().events().subscribe();
        Container greedy = attack("/bin/busybox", "tail", "/dev/zero");

        ExitStatus end = Runs.end(LABS.mallory(), greedy);

        assertThat(end.code()).isEqualTo(137);
        assertThat(end.outOfMemory()).isTrue();
        assertThat(Runs.actions(events, greedy)).containsSubsequence("start", "oom", "die");
        events.close();
        assertThat(Runs.output(LABS.mallory(), HostConfig.DEFAULT, "echo", "ok"))
                .isEqualTo("ok\n");
    }

    /** Where files in memory have filled the lab, no shell of it may run: it must be started again, see above. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                // Files in memory, first up to the size of each file system and then over the lab's memory.
                "for i in 1 2 3 4; do dd if=/dev/zero of=/dev/shm/f$i bs=1M; done; dd if=/dev/zero of=/tmp/f bs=1M",
                // Pages of files on the disk: they are given back.
                "dd if=/dev/zero of=/root/f bs=1M count=120; cat /root/f > /dev/null; rm /root/f",
                "/probe pipes 4000",
                "/probe files /tmp 200000",
                "for i in $(seq 60); do unshare -n sleep 1 & done; wait",
                "for i in $(seq 3); do unshare -m sh -c 'mkdir -p /mnt; mount -t tmpfs none /mnt; dd if=/dev/zero of=/mnt/f bs=1M'; done"
            })
    void r02MemoryOfTheKernelIsTheLabsToo(String command) throws IOException {
        LABS.shell(command + " 2>&1 | /bin/busybox tail -n 5");

        assertAliceWorks();
        assertThat(Long.parseLong(limit("memory.max") + limit("memory.limit_in_bytes")))
                .isEqualTo(LIMITS.memoryBytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/probe pipes 4000", "dd if=/dev/zero of=/dev/shm/f bs=1M", "/probe files /dev/shm 100000"})
    void r02SoIsThatOfAContainer(String command) {
        Container greedy = attack("sh", "-c", command);

        assertThat(Runs.end(LABS.mallory(), greedy).code()).isIn(0, 1, 137);
        assertThat(Runs.output(LABS.mallory(), HostConfig.DEFAULT, "echo", "ok"))
                .isEqualTo("ok\n");
    }

    @Test
    void r03NothingIsSwapped() throws IOException {
        assertThat(limit("memory.swap.max") + limit("memory.memsw.limit_in_bytes") + " " + limit("memory.swappiness"))
                .isIn("0 ", LIMITS.memoryBytes() + " 0", " 0", "0 0");
    }

    @Test
    void r04ManySpinnersShareTheLabsProcessors() throws IOException {
        attack("sh", "-c", "for i in $(/bin/busybox seq 64); do (while :; do :; done) & done; wait");

        await().until(() -> number(limit("cpu.stat"), "nr_throttled") > 0);

        assertThat(limit("cpu.max") + limit("cpu.cfs_quota_us")).isIn("50000 100000", "50000");
        assertAliceWorks();
    }

    private static long number(String text, String key) {
        return text.lines()
                .filter(line -> line.startsWith(key + " "))
                .mapToLong(line -> Long.parseLong(line.substring(key.length() + 1)))
                .findFirst()
                .orElse(0);
    }

    @Test
    void r05TheDiskEnds() {
        assertThat(LABS.run(HostConfig.DEFAULT, "sh", "-c", "dd if=/dev/zero of=/big bs=1M 2>&1"))
                .contains("No space left on device");
        assertThat(LABS.shell("dd if=/dev/zero of=/root/big bs=1M; rm /root/big"))
                .contains("No space left on device");
    }

    @Test
    void r06SoDoesTheNumberOfFiles() {
        assertThat(LABS.run(HostConfig.DEFAULT, "/probe", "files", "/tmp", "1000000"))
                .isEqualTo("files 28\n");
        assertThat(LABS.shell("mkdir /root/many; /probe files /root/many 1000000; rm -r /root/many"))
                .isEqualTo("files 28\n");
    }

    @Test
    void r08EndlessOutputTakesALogsLengthAndBlocksNobody() throws IOException, InterruptedException {
        HostConfig config =
                HostConfig.DEFAULT.with(draft -> draft.log = new LogConfig("json-file", Map.of("max-size", "64k")));
        Container loud = Runs.start(
                LABS.mallory(),
                Runs.config(HostileLabs.IMAGE, "sh", "-c", "/bin/busybox yes | /bin/busybox head -c 20000000"),
                config);

        assertThat(Runs.end(LABS.mallory(), loud).code()).isZero();

        assertThat(logBlocks(loud)).isLessThan(1024);
        Container endless = attack("/bin/busybox", "yes");
        await().until(() -> Runs.state(LABS.mallory(), endless) instanceof ContainerState.Running);
        assertThat(LABS.run(HostConfig.DEFAULT, "echo", "ok")).isEqualTo("ok\n");
        assertThat(LABS.shell("echo ok")).isEqualTo("ok\n");
        LABS.mallory().engine().containers().kill(endless.id().value(), "KILL");
        Runs.end(LABS.mallory(), endless);
    }

    /** Kibibytes on the disk. */
    private static long logBlocks(Container container) throws IOException, InterruptedException {
        try (LabDisk disk = LABS.server().disk(HostileLabs.MALLORY);
                Stream<Path> logs = Files.walk(disk.root().resolve("logs"))) {
            Path log = logs.filter(path -> path.getFileName()
                            .toString()
                            .contains(container.id().value()))
                    .findFirst()
                    .orElseThrow();
            String path = log.toString()
                    .replace("/proc/self/", "/proc/" + ProcessHandle.current().pid() + "/");
            Process du = new ProcessBuilder("du", "-k", path)
                    .redirectErrorStream(true)
                    .start();
            String size = new String(du.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(du.waitFor()).as(size).isZero();
            return Long.parseLong(size.substring(0, size.indexOf('\t')));
        }
    }

    @Test
    void r09ALabHasSoManyContainers() throws IOException {
        List<String> directories = writableLayers();
        List<String> made = new ArrayList<>();

        assertThatThrownBy(() -> {
                    while (made.size() < 1000) {
                        made.add(LABS.mallory()
                                .engine()
                                .containers()
                                .create(Optional.empty(), Runs.config(HostileLabs.IMAGE, "true"), HostConfig.DEFAULT)
                                .id()
                                .value());
                    }
                })
                .isInstanceOf(Conflict.class)
                .hasMessage(
                        "this lab host has 200 containers, and may not have more: remove some (docker container prune)");

        assertThat(made).hasSize(200);
        assertAliceWorks();
        made.forEach(id -> LABS.mallory().engine().containers().remove(id, true));
        assertThat(writableLayers()).isEqualTo(directories);
        assertThat(LABS.run(HostConfig.DEFAULT, "echo", "ok")).isEqualTo("ok\n");
    }

    @Test
    void r09NothingIsLeftOfContainersThatWereRemoved() throws IOException {
        cycle(5);
        await().until(() -> LABS.shell("ls /sys/class/net").equals("docker0\nlo\n"));
        List<String> before = traces();

        cycle(CYCLES);

        // The kernel clears network namespaces away in its own time.
        await().untilAsserted(() -> assertThat(traces()).isEqualTo(before));
    }

    private static void cycle(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(LABS.run(HostConfig.DEFAULT, "true")).isEmpty();
        }
    }

    /** All that one container too many would add to: directories, cgroups, descriptors, devices. */
    private static List<String> traces() throws IOException {
        List<String> traces = new ArrayList<>(writableLayers());
        for (Path group : LABS.server().cgroups(HostileLabs.MALLORY)) {
            try (Stream<Path> below = Files.walk(group)) {
                below.filter(Files::isDirectory).map(Path::toString).forEach(traces::add);
            }
        }
        try (Stream<Path> files = Files.walk(LABS.server().data().resolve("labs/mallory"))) {
            files.map(Path::toString).forEach(traces::add);
        }
        traces.add(LABS.shell(
                "ls /sys/class/net | wc -l; ls -A /var/lib/docker 2>/dev/null; ls /proc | grep -c '^[0-9]'"));
        try (Stream<Path> descriptors =
                Files.list(Path.of("/proc/" + LABS.server().labd(HostileLabs.MALLORY) + "/fd"))) {
            traces.add("descriptors of labd " + descriptors.count());
        }
        return traces;
    }

    private static List<String> writableLayers() throws IOException {
        try (LabDisk disk = LABS.server().disk(HostileLabs.MALLORY)) {
            List<String> names = new ArrayList<>();
            for (String directory : List.of("containers", "logs", "layers")) {
                if (Files.isDirectory(disk.root().resolve(directory))) {
                    try (Stream<Path> files = Files.list(disk.root().resolve(directory))) {
                        files.map(path -> directory + "/" + path.getFileName())
                                .sorted()
                                .forEach(names::add);
                    }
                }
            }
            return names;
        }
    }

    /** The times between starts are those of the unit test of the restart policy. */
    @Test
    void r10ACrashLoopWaitsAndEndsWhenItIsStopped() {
        HostConfig always = HostConfig.DEFAULT.withRestartPolicy(new RestartPolicy.Always());
        Container crashing = Runs.start(LABS.mallory(), Runs.config(HostileLabs.IMAGE, "sh", "-c", "exit 1"), always);
        String id = crashing.id().value();

        await().until(() -> LABS.mallory().engine().containers().find(id).restartCount() >= 3
                && Runs.state(LABS.mallory(), crashing) instanceof ContainerState.Restarting);

        assertAliceWorks();
        LABS.mallory().engine().containers().stop(id, Optional.empty(), Optional.empty());
        int count = LABS.mallory().engine().containers().find(id).restartCount();
        assertThat(Runs.state(LABS.mallory(), crashing)).isInstanceOf(ContainerState.Exited.class);
        assertThat(LABS.run(HostConfig.DEFAULT, "sleep", "1")).isEmpty();
        assertThat(LABS.mallory().engine().containers().find(id).restartCount()).isEqualTo(count);
    }
}
