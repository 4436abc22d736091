package dev.drydock.sandbox.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
        assertThat(cgroup.oomKills()).isZero();

        assertThat(in(cgroup, "exec tail /dev/zero").waitFor()).isEqualTo(137);

        await().untilAsserted(() -> assertThat(cgroup.oomKills()).isPositive());
    }

    @Test
    void frozenProcessesStandStillAndCanBeKilled() throws IOException, InterruptedException {
        Cgroup cgroup = cgroups.create("lab-c", LabLimits.NONE);
        Path file = Files.createTempFile("ticks", "");
        Process process = in(cgroup, "while :; do echo tick >> " + file + "; done");
        await().until(() -> Files.size(file) > 0);

        cgroup.freeze("one", cgroup.processes());
        await().until(() -> isFrozen(cgroup));
        long size = Files.size(file);
        cgroup.thaw("one");
        await().until(() -> Files.size(file) > size);
        cgroup.freeze("one", cgroup.processes());

        cgroup.remove();
        assertThat(process.waitFor()).isEqualTo(137);
        assertThat(cgroup.directories()).noneMatch(Files::exists);
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

    private static boolean isFrozen(Cgroup cgroup) {
        return values(cgroup, "frozen-one/cgroup.events").stream().anyMatch(text -> text.contains("frozen 1"))
                || values(cgroup, "frozen-one/freezer.state").contains("FROZEN");
    }

    /** Starts a shell that joins the cgroup first. */
    private static Process in(Cgroup cgroup, String script) throws IOException {
        StringBuilder join = new StringBuilder();
        for (Path file : cgroup.processFiles()) {
            join.append("echo 0 > ").append(file).append(" && ");
        }
        Process process = new ProcessBuilder("sh", "-c", join + "{ " + script + "; }").start();
        await().until(() -> !process.isAlive()
                || cgroup.directories().stream()
                        .allMatch(d ->
                                !ControlFiles.lines(d.resolve("cgroup.procs")).isEmpty()));
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
