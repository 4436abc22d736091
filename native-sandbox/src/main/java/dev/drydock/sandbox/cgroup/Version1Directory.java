package dev.drydock.sandbox.cgroup;

import dev.drydock.core.container.Resources;
import dev.drydock.sandbox.libc.Libc;
import dev.drydock.sandbox.libc.LibcEvents;
import dev.drydock.sandbox.linux.Descriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** A cgroup in one of the trees of version 1 (Linux, {@code admin-guide/cgroup-v1}). */
record Version1Directory(Path path, Set<Controller> controllers) implements ControlDirectory {
    /** What a process of a lab may open: the devices of every container and terminals. */
    private static final List<String> DEVICES =
            List.of("c 1:3 rw", "c 1:5 rw", "c 1:7 rw", "c 1:8 rw", "c 1:9 rw", "c 5:0 rw", "c 5:2 rw", "c 136:* rw");

    @Override
    public Version1Directory child(String name) {
        return new Version1Directory(path.resolve(name), controllers);
    }

    @Override
    public boolean has(Controller controller) {
        return controllers.contains(controller);
    }

    @Override
    public void create() throws IOException {
        Files.createDirectory(path);
    }

    /** A new cpuset is empty, and nobody can join it before it has what its parent has: the kernel can copy that. */
    @Override
    public void delegate() {
        if (has(Controller.CPUSET)) {
            set("cgroup.clone_children", "1");
        }
    }

    /** What a cgroup has that is made where cpusets are not copied. */
    void takeParentsProcessors() {
        for (String file : has(Controller.CPUSET) ? List.of("cpuset.cpus", "cpuset.mems") : List.<String>of()) {
            set(file, ControlFiles.text(path.resolveSibling(file)));
        }
    }

    void allowOnlyOrdinaryDevices() {
        if (has(Controller.DEVICES)) {
            set("devices.deny", "a");
            DEVICES.forEach(device -> set("devices.allow", device));
        }
    }

    @Override
    public Path joinFile() {
        return path.resolve("tasks");
    }

    @Override
    public Descriptor openForLabd() {
        return Descriptor.open(joinFile(), Libc.O_WRONLY);
    }

    @Override
    public void admit(int uid) {
        // Whoever has the open file may write to it, and that is all it takes.
    }

    @Override
    public int admitted() {
        return 0;
    }

    @Override
    public void limit(Resources resources) {
        if (has(Controller.MEMORY)) {
            limitMemory(resources);
        }
        if (has(Controller.PIDS) && resources.pidsLimit() != 0) {
            set("pids.max", resources.pidsLimit() > 0 ? Long.toString(resources.pidsLimit()) : "max");
        }
        if (has(Controller.CPU)) {
            limitProcessors(resources);
        }
        if (has(Controller.CPUSET) && !resources.cpusetCpus().isEmpty()) {
            set("cpuset.cpus", resources.cpusetCpus());
        }
        if (has(Controller.CPUSET) && !resources.cpusetMems().isEmpty()) {
            set("cpuset.mems", resources.cpusetMems());
        }
        if (has(Controller.BLKIO) && resources.blkioWeight() > 0) {
            set("blkio.weight", Integer.toString(resources.blkioWeight()));
        }
    }

    /** Memory with swap may never be less than memory alone, not even between two writes. */
    private void limitMemory(Resources resources) {
        if (resources.memory() > 0) {
            long both = resources.memorySwap() == 0 ? 2 * resources.memory() : resources.memorySwap();
            long present = Long.parseLong(ControlFiles.text(path.resolve("memory.limit_in_bytes")));
            if (resources.memory() > present) {
                set("memory.memsw.limit_in_bytes", Long.toString(both));
                set("memory.limit_in_bytes", Long.toString(resources.memory()));
            } else {
                set("memory.limit_in_bytes", Long.toString(resources.memory()));
                set("memory.memsw.limit_in_bytes", Long.toString(both));
            }
        }
        if (resources.memoryReservation() > 0) {
            set("memory.soft_limit_in_bytes", Long.toString(resources.memoryReservation()));
        }
        if (resources.memorySwappiness() >= 0) {
            set("memory.swappiness", Long.toString(resources.memorySwappiness()));
        }
    }

    private void limitProcessors(Resources resources) {
        if (resources.cpuShares() > 0) {
            set("cpu.shares", Long.toString(resources.cpuShares()));
        }
        if (resources.nanoCpus() == 0 && resources.cpuQuota() == 0 && resources.cpuPeriod() == 0) {
            return;
        }
        CpuQuota quota = CpuQuota.of(resources);
        set("cpu.cfs_quota_us", "-1");
        set("cpu.cfs_period_us", Long.toString(quota.period()));
        // The kernel refuses a share that is greater than the lab's, which then is the one that holds.
        ControlFiles.writeIfPossible(path.resolve("cpu.cfs_quota_us"), Long.toString(quota.quota()));
    }

    @Override
    public void read(Usage usage) {
        if (has(Controller.CPUACCT)) {
            usage.setCpu(number("cpuacct.usage"), number("cpuacct.usage_user"), number("cpuacct.usage_sys"));
        }
        if (has(Controller.CPU)) {
            Path stat = path.resolve("cpu.stat");
            usage.setThrottling(
                    ControlFiles.number(stat, "nr_periods"),
                    ControlFiles.number(stat, "nr_throttled"),
                    ControlFiles.number(stat, "throttled_time"));
        }
        if (has(Controller.MEMORY)) {
            usage.setMemory(
                    number("memory.usage_in_bytes"),
                    number("memory.max_usage_in_bytes"),
                    number("memory.failcnt"),
                    ControlFiles.numbers(path.resolve("memory.stat")));
            usage.limitMemory(ControlFiles.number(path.resolve("memory.stat"), "hierarchical_memory_limit"));
        }
        if (has(Controller.PIDS)) {
            usage.setPids(number("pids.current"), number("pids.max"));
        }
        if (has(Controller.BLKIO)) {
            transfers(usage);
        }
    }

    @Override
    public long oomKills() {
        return has(Controller.MEMORY) ? ControlFiles.number(path.resolve("memory.oom_control"), "oom_kill") : 0;
    }

    /** The kernel notes the counter and whose it is, and needs the control file no longer. */
    @Override
    public Descriptor openMemoryEvents() throws IOException {
        Descriptor counter = new Descriptor(LibcEvents.counter());
        boolean done = false;
        try (Descriptor control = Descriptor.open(path.resolve("memory.oom_control"), Libc.O_RDONLY)) {
            ControlFiles.write(path.resolve("cgroup.event_control"), counter.number() + " " + control.number());
            done = true;
            return counter;
        } finally {
            if (!done) {
                counter.close();
            }
        }
    }

    private void transfers(Usage usage) {
        String bytes = "blkio.throttle.io_service_bytes_recursive";
        ControlFiles.lines(path.resolve(bytes)).forEach(line -> transfer(usage, line, true));
        ControlFiles.lines(path.resolve("blkio.throttle.io_serviced_recursive"))
                .forEach(line -> transfer(usage, line, false));
    }

    /** Such as {@code 8:0 Read 4096}; the last line is a total. */
    private static void transfer(Usage usage, String line, boolean bytes) {
        String[] words = line.split(" ", -1);
        if (words.length == 3 && (words[1].equals("Read") || words[1].equals("Write"))) {
            usage.addTransfer(words[0], words[1].equals("Read") ? "read" : "write", Long.parseLong(words[2]), bytes);
        }
    }

    private long number(String file) {
        return ControlFiles.limit(path.resolve(file));
    }
}
