package dev.drydock.sandbox.cgroup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/** What counts or limits in a cgroup. */
enum Controller {
    MEMORY("memory.limit_in_bytes", "memory.max"),
    PIDS("pids.max", "pids.max"),
    CPU("cpu.shares", "cpu.weight"),
    CPUACCT("cpuacct.usage", "cpu.stat"),
    CPUSET("cpuset.cpus", "cpuset.cpus"),
    FREEZER("freezer.state", "cgroup.freeze"),
    BLKIO("blkio.throttle.io_serviced", "io.stat"),
    DEVICES("devices.deny", "devices.deny");

    /** A file that only cgroups with this controller have, in version 1 and 2. */
    private final String first;

    private final String second;

    Controller(String first, String second) {
        this.first = first;
        this.second = second;
    }

    /** Those of one cgroup. */
    static Set<Controller> of(Path directory, boolean version2) {
        Set<Controller> found = EnumSet.noneOf(Controller.class);
        for (Controller controller : values()) {
            if (Files.exists(directory.resolve(version2 ? controller.second : controller.first))) {
                found.add(controller);
            }
        }
        return found;
    }
}
