package dev.drydock.sandbox.cgroup;

/**
 * What one lab may use of the machine; 0 means no limit.
 *
 * @param memoryBytes memory of all its processes and files in memory
 * @param pids processes and threads
 * @param cpus in processors; 1.5 is one and a half
 */
public record LabLimits(long memoryBytes, long pids, double cpus) {
    public static final LabLimits NONE = new LabLimits(0, 0, 0);

    /** Room for a lesson, and little enough that a class of forty fits a machine. */
    public static final LabLimits DEFAULT = new LabLimits(1L << 30, 1024, 1.0);

    public LabLimits {
        if (memoryBytes < 0 || pids < 0 || !(cpus >= 0)) {
            throw new IllegalArgumentException("a limit is 0 (none) or positive");
        }
    }
}
