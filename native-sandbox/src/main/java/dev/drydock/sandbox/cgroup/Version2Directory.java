package dev.drydock.sandbox.cgroup;

import dev.drydock.core.container.Resources;
import dev.drydock.sandbox.libc.Libc;
import dev.drydock.sandbox.linux.Descriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A cgroup in the tree of version 2 (Linux, {@code admin-guide/cgroup-v2}); without controllers on hybrid machines. */
record Version2Directory(Path path, Set<Controller> controllers) implements ControlDirectory {
    private static final Set<String> DELEGATED = Set.of("memory", "pids", "cpu", "cpuset", "io");
    private static final long MICROSECOND = 1000;

    @Override
    public Version2Directory child(String name) {
        return new Version2Directory(path.resolve(name), controllers);
    }

    @Override
    public void create() throws IOException {
        Files.createDirectory(path);
    }

    @Override
    public void delegate() {
        ControlFiles.lines(path.resolve("cgroup.controllers")).stream()
                .flatMap(line -> Arrays.stream(line.split(" ", -1)))
                .filter(DELEGATED::contains)
                .forEach(controller -> set("cgroup.subtree_control", "+" + controller));
    }

    @Override
    public Path joinFile() {
        return path.resolve("cgroup.procs");
    }

    /** A lab that an older server started was not admitted anywhere, and its labd moves processes by the file. */
    @Override
    public Descriptor openForLabd() {
        try {
            return admitted() == 0
                    ? Descriptor.open(joinFile(), Libc.O_WRONLY)
                    : Descriptor.open(path, Libc.O_RDONLY | Libc.O_DIRECTORY);
        } catch (IOException e) {
            throw ControlFiles.failure("open " + path, e);
        }
    }

    @Override
    public void admit(int uid) throws IOException {
        if (uid != 0) {
            Files.setAttribute(joinFile(), "unix:uid", uid);
        }
    }

    @Override
    public int admitted() throws IOException {
        return (int) Objects.requireNonNull(Files.getAttribute(joinFile(), "unix:uid"));
    }

    @Override
    public boolean has(Controller controller) {
        return controllers.contains(controller);
    }

    @Override
    public void limit(Resources resources) {
        limitMemory(resources);
        limitProcessors(resources);
        if (resources.pidsLimit() != 0) {
            set("pids.max", resources.pidsLimit() > 0 ? Long.toString(resources.pidsLimit()) : "max");
        }
        if (!resources.cpusetCpus().isEmpty()) {
            set("cpuset.cpus", resources.cpusetCpus());
        }
        if (!resources.cpusetMems().isEmpty()) {
            set("cpuset.mems", resources.cpusetMems());
        }
        if (resources.blkioWeight() > 0) {
            set("io.bfq.weight", Integer.toString(resources.blkioWeight()));
            set("io.weight", "default " + (1 + (resources.blkioWeight() - 10L) * 9999 / 990));
        }
    }

    private void limitMemory(Resources resources) {
        if (resources.memory() > 0) {
            set("memory.max", Long.toString(resources.memory()));
            long swap = resources.memorySwap() == 0 ? resources.memory() : resources.memorySwap() - resources.memory();
            set("memory.swap.max", resources.memorySwap() < 0 ? "max" : Long.toString(Math.max(0, swap)));
        }
        if (resources.memoryReservation() > 0) {
            set("memory.low", Long.toString(resources.memoryReservation()));
        }
    }

    private void limitProcessors(Resources resources) {
        if (resources.cpuShares() > 0) {
            // The conversion of the OCI runtime specification's implementations: 2..262144 to 1..10000.
            long shares = Math.clamp(resources.cpuShares(), 2, 262_144);
            set("cpu.weight", Long.toString(1 + (shares - 2) * 9999 / 262_142));
        }
        if (resources.nanoCpus() == 0 && resources.cpuQuota() == 0 && resources.cpuPeriod() == 0) {
            return;
        }
        CpuQuota quota = CpuQuota.of(resources);
        set("cpu.max", (quota.quota() < 0 ? "max" : quota.quota()) + " " + quota.period());
    }

    @Override
    public void read(Usage usage) {
        Map<String, Long> cpu = ControlFiles.numbers(path.resolve("cpu.stat"));
        usage.setCpu(micro(cpu, "usage_usec"), micro(cpu, "user_usec"), micro(cpu, "system_usec"));
        usage.setThrottling(
                cpu.getOrDefault("nr_periods", 0L), cpu.getOrDefault("nr_throttled", 0L), micro(cpu, "throttled_usec"));
        if (has(Controller.MEMORY)) {
            usage.setMemory(
                    ControlFiles.limit(path.resolve("memory.current")),
                    ControlFiles.limit(path.resolve("memory.peak")),
                    ControlFiles.number(path.resolve("memory.events"), "max"),
                    ControlFiles.numbers(path.resolve("memory.stat")));
            // Limits of all the cgroups above hold as well; the lab's is among them.
            for (Path at = path; at != null && Files.exists(at.resolve("memory.max")); at = at.getParent()) {
                usage.limitMemory(ControlFiles.limit(at.resolve("memory.max")));
            }
        }
        if (has(Controller.PIDS)) {
            usage.setPids(
                    ControlFiles.limit(path.resolve("pids.current")), ControlFiles.limit(path.resolve("pids.max")));
        }
        ControlFiles.lines(path.resolve("io.stat")).forEach(line -> transfers(usage, line));
    }

    @Override
    public long oomKills() {
        return has(Controller.MEMORY) ? ControlFiles.number(path.resolve("memory.events"), "oom_kill") : 0;
    }

    @Override
    public Descriptor openMemoryEvents() {
        return Descriptor.open(path.resolve("memory.events"), Libc.O_RDONLY);
    }

    private static long micro(Map<String, Long> numbers, String key) {
        return numbers.getOrDefault(key, 0L) * MICROSECOND;
    }

    /** Such as {@code 8:0 rbytes=4096 wbytes=0 rios=1 wios=0}. */
    private static void transfers(Usage usage, String line) {
        String[] words = line.split(" ", -1);
        Map<String, Long> values = new HashMap<>();
        for (String word : words) {
            String[] pair = word.split("=", 2);
            if (pair.length == 2) {
                values.put(pair[0], Long.parseLong(pair[1]));
            }
        }
        usage.addTransfer(words[0], "read", values.getOrDefault("rbytes", 0L), true);
        usage.addTransfer(words[0], "read", values.getOrDefault("rios", 0L), false);
        usage.addTransfer(words[0], "write", values.getOrDefault("wbytes", 0L), true);
        usage.addTransfer(words[0], "write", values.getOrDefault("wios", 0L), false);
    }
}
