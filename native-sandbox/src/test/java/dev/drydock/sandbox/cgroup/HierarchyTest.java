package dev.drydock.sandbox.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HierarchyTest {
    @Test
    void version2() {
        List<Hierarchy> trees = Hierarchy.parse(
                List.of("0::/system.slice/drydock.service"),
                List.of("30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate"),
                _ -> Set.of("cpu", "memory", "pids"));

        assertThat(trees)
                .containsExactly(new Hierarchy(
                        true, Set.of("cpu", "memory", "pids"), Path.of("/sys/fs/cgroup/system.slice/drydock.service")));
    }

    @Test
    void aServerThatMovedToItsLeafIsFoundWhereItWasStarted() {
        List<Hierarchy> trees = Hierarchy.parse(
                List.of("0::/system.slice/drydock.service/drydock-0123456789ab/server"),
                List.of("30 23 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw"),
                _ -> Set.of("cpu"));

        assertThat(trees)
                .extracting(Hierarchy::current)
                .containsExactly(Path.of("/sys/fs/cgroup/system.slice/drydock.service"));
    }

    @Test
    void bothAtOnce() {
        List<Hierarchy> trees = Hierarchy.parse(
                List.of("4:memory:/api/1", "2:cpu,cpuacct:/", "1:name=systemd:/", "0::/"),
                List.of(
                        "31 30 0:27 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory",
                        "32 30 0:28 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct",
                        "33 30 0:29 / /sys/fs/cgroup/systemd rw - cgroup cgroup rw,xattr,name=systemd",
                        "34 30 0:30 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw"),
                _ -> Set.of());

        assertThat(trees)
                .containsExactly(
                        new Hierarchy(false, Set.of("memory"), Path.of("/sys/fs/cgroup/memory/api/1")),
                        new Hierarchy(false, Set.of("cpu", "cpuacct"), Path.of("/sys/fs/cgroup/cpu,cpuacct")),
                        new Hierarchy(false, Set.of("name=systemd"), Path.of("/sys/fs/cgroup/systemd")),
                        new Hierarchy(true, Set.of(), Path.of("/sys/fs/cgroup/unified")));
    }

    @Test
    void insideAContainerTheMountShowsOnlyAPart() {
        List<Hierarchy> trees = Hierarchy.parse(
                List.of("4:memory:/docker/abc/sub"),
                List.of("31 30 0:27 /docker/abc /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory"),
                _ -> Set.of());

        assertThat(trees).containsExactly(new Hierarchy(false, Set.of("memory"), Path.of("/sys/fs/cgroup/memory/sub")));
    }

    @Test
    void aTreeThatIsNotMountedIsLeftOut() {
        assertThat(Hierarchy.parse(
                        List.of("4:memory:/", "0::/"), List.of("1 1 0:1 / / rw - ext4 /dev/vda rw"), _ -> Set.of()))
                .isEmpty();
    }
}
