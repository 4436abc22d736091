package dev.drydock.sandbox.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drydock.core.container.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class LinuxCgroupsIT {
    private final LinuxCgroups cgroups =
            LinuxCgroups.detect(Path.of("/nowhere", UUID.randomUUID().toString()));

    @AfterEach
    void removeAll() {
        cgroups.removeAllBut(Set.of());
    }

    @Test
    void limitsHold() throws IOException {
        Cgroup cgroup = cgroups.create("lab-a", new LabLimits(64L << 20, 20, 0.5));

        assertThat(values(cgroup, "memory.limit_in_bytes", "memory.max")).containsExactly("67108864");
        assertThat(values(cgroup, "pids.max")).containsExactly("20");
        assertThat(values(cgroup, "cpu.cfs_quota_us", "cpu.max")).containsAnyOf("50000", "50000 100000");
        // The shell gives up when it cannot fork; the children that it has by then stay.
        in(cgroup, "for i in $(seq 30); do sleep 100 & done 2>/dev/null; wait");
        await().until(() -> values(cgroup, "pids.events").stream().anyMatch(text -> !text.equals("max 0")));
        assertThat(cgroup.processes().size()).isBetween(2, 20);

        cgroup.kill();
        assertThat(cgroup.processes()).isEmpty();
    }

    @Test
    void theServerIsBackWhereItWasWhenAllIsOver() throws IOException {
        Path place = Path.of("/proc/self/cgroup");
        String before = Files.readString(place);

        cgroups.create("lab-e", new LabLimits(64L << 20, 20, 0.5));
        assertThat(LinuxCgroups.detect(Path.of("/nowhere/else")).controllers()).contains("cpu", "memory", "pids");
        cgroups.removeAllBut(Set.of());

        assertThat(Files.readString(place)).isEqualTo(before);
    }

    @Test
    void memoryThatIsUsedUpIsCounted() throws IOException, InterruptedException {
        Cgroup cgroup = cgroups.create("lab-b", new LabLimits(32L << 20, 0, 0));
        assertThat(oomKills(cgroup)).isZero();

        assertThat(in(cgroup, "exec tail /dev/zero").waitFor()).isEqualTo(137);

        await().untilAsserted(() -> assertThat(oomKills(cgroup)).isPositive());
    }

    private static long oomKills(Cgroup cgroup) {
        return cgroup.directories().stream()
                .mapToLong(directory -> ControlDirectory.of(directory).oomKills())
                .sum();
    }

    @Test
    void frozenProcessesStandStillAndCanBeKilled() throws IOException, InterruptedException {
        Cgroup lab = cgroups.create("lab-c", LabLimits.NONE);
        ContainerCgroup cgroup = container(lab, Resources.DEFAULT);
        Path file = Files.createTempFile("ticks", "");
        Process process = in(cgroup.joinFiles(), "while :; do echo tick >> " + file + "; done");
        await().until(() -> Files.size(file) > 0);

        cgroup.freeze();
        await().until(() -> isFrozen(cgroup));
        long size = Files.size(file);
        cgroup.thaw();
        await().until(() -> Files.size(file) > size);
        cgroup.freeze();

        lab.remove();
        assertThat(process.waitFor()).isEqualTo(137);
        assertThat(lab.directories()).noneMatch(Files::exists);
        Files.delete(file);
    }

    @Test
    void whatAnEarlierServerLeftIsEndedAndRemoved() throws IOException, InterruptedException {
        Cgroup first = cgroups.create("lab-d", LabLimits.NONE);
        Process process = in(first, "sleep 1000");

        Cgroup found = cgroups.open(first.directories());
        assertThat(found.processes()).contains((int) process.pid());
        cgroups.create("lab-d", LabLimits.NONE);

        assertThat(process.waitFor()).isEqualTo(137);
        cgroups.removeAllBut(Set.of("lab-d"));
        assertThat(first.directories()).allMatch(Files::exists);
        cgroups.removeAllBut(Set.of());
        assertThat(first.directories()).noneMatch(directory -> Files.exists(directory.getParent()));
    }

    private static boolean isFrozen(ContainerCgroup cgroup) {
        return cgroup.joinFiles().stream()
                .map(Path::getParent)
                .anyMatch(path -> ControlFiles.number(path.resolve("cgroup.events"), "frozen") == 1
                        || ControlFiles.text(path.resolve("freezer.state")).equals("FROZEN"));
    }

    /** A container's cgroup in a lab whose first process is one that does nothing. */
    private ContainerCgroup container(Cgroup lab, Resources resources) throws IOException {
        in(lab, "exec sleep 1000");
        return lab.prepareContainers(0).create("one", resources);
    }

    @Test
    void limitsOfAContainerHoldAndChange() throws IOException, InterruptedException {
        Cgroup lab = cgroups.create("lab-e", new LabLimits(256L << 20, 100, 1));
        ContainerCgroup cgroup = container(lab, limited(32L << 20, 10, 500_000_000));
        assertThat(cgroup.usage().memory(Machine.memory()).limit()).isEqualTo(32L << 20);
        assertThat(in(cgroup.joinFiles(), "exec tail /dev/zero").waitFor()).isEqualTo(137);
        await().untilAsserted(() -> assertThat(cgroup.oomKills()).isPositive());

        cgroup.limit(limited(96L << 20, 20, 2_000_000_000));

        Usage usage = cgroup.usage();
        assertThat(usage.memory(Machine.memory()).limit()).isEqualTo(96L << 20);
        assertThat(usage.pids().limit()).isEqualTo(20);
        assertThat(usage.cpu(1, 1).total()).isPositive();
        lab.containers().remove("one");
        assertThat(lab.containers().names()).isEmpty();
        assertThat(lab.processes()).isNotEmpty();
    }

    @Test
    void aContainerHasNoMoreThanItsLab() throws IOException {
        Cgroup lab = cgroups.create("lab-f", new LabLimits(64L << 20, 100, 1));
        ContainerCgroup cgroup = container(lab, Resources.DEFAULT);

        assertThat(cgroup.usage().memory(Machine.memory()).limit()).isEqualTo(64L << 20);
        assertThat(lab.containers().support().memory()).isEqualTo(64L << 20);
    }

    private static Resources limited(long memory, long pids, long nanoCpus) {
        return new Resources(memory, 0, 0, -1, nanoCpus, 512, 0, 0, "0", "0", pids, 0, false, List.of());
    }

    /** Starts a shell that joins the cgroup first. */
    private static Process in(Cgroup cgroup, String script) throws IOException {
        return in(cgroup.processFiles(), script);
    }

    private static Process in(List<Path> joinFiles, String script) throws IOException {
        StringBuilder join = new StringBuilder();
        for (Path file : joinFiles) {
            join.append("echo 0 > ").append(file).append(" && ");
        }
        Process process = new ProcessBuilder("sh", "-c", join + "{ " + script + "; }").start();
        await().until(() -> !process.isAlive()
                || joinFiles.stream()
                        .allMatch(file -> !ControlFiles.lines(file.resolveSibling("cgroup.procs"))
                                .isEmpty()));
        return process;
    }

    private static List<String> values(Cgroup cgroup, String... names) {
        return cgroup.directories().stream()
                .flatMap(directory -> List.of(names).stream().map(directory::resolve))
                .filter(Files::exists)
                .map(file -> String.join("\n", ControlFiles.lines(file)))
                .toList();
    }
}
