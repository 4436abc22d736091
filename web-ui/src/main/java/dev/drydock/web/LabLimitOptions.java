package dev.drydock.web;

import dev.drydock.sandbox.cgroup.LabLimits;
import picocli.CommandLine.Option;

/** Options that say what each lab host may use of the machine. */
final class LabLimitOptions {
    /** Less does not hold a shell, the docker client and a container. */
    private static final long LEAST_MEMORY = 64L << 20;

    /** Less is a quota that the kernel refuses. */
    private static final double LEAST_CPUS = 0.01;

    @Option(
            names = "--lab-memory",
            defaultValue = "1g",
            converter = MemorySize.class,
            description = "memory of a lab host: 512m, 2g; 0 for no limit")
    private long memory;

    @Option(
            names = "--lab-cpus",
            defaultValue = "1",
            description = "processors of a lab host: 0.5 is half of one; 0 for no limit")
    private double cpus;

    /** @throws StartProblem when a lab host could not work with so little */
    LabLimits limits() {
        if (memory != 0 && memory < LEAST_MEMORY) {
            throw new StartProblem("a lab host does not work with " + memory
                    + " bytes of memory: --lab-memory takes 64m or more, or 0 for no limit");
        }
        if (cpus != 0 && !(cpus >= LEAST_CPUS && Double.isFinite(cpus))) {
            throw new StartProblem("a lab host does not work with " + cpus
                    + " processors: --lab-cpus takes 0.01 or more, or 0 for no limit");
        }
        return new LabLimits(memory, LabLimits.DEFAULT.pids(), cpus);
    }
}
