package dev.drydock.core.container;

import dev.drydock.core.container.ResourceSupport.Limit;
import java.util.List;

/**
 * What a container may use of its lab host: Docker's {@code Resources}. 0 and empty mean as much as the lab host has,
 * unless said otherwise.
 *
 * @param memory bytes
 * @param memoryReservation bytes that it is pressed down to when memory is short
 * @param memorySwap bytes of memory and swap together, -1 for no limit
 * @param memorySwappiness 0 to 100, -1 for the lab host's
 * @param nanoCpus processors times 10<sup>9</sup>
 * @param cpuShares weight against others, 1024 is ordinary
 * @param cpuPeriod microseconds
 * @param cpuQuota microseconds of each period, -1 for no limit
 * @param cpusetCpus a list such as {@code 0-2,4}
 * @param cpusetMems memory nodes in the same form
 * @param pidsLimit processes and threads; not positive for no limit
 * @param blkioWeight 10 to 1000
 * @param oomKillDisable asked for and, like dockerd on cgroup v2, discarded with a warning
 */
public record Resources(
        long memory,
        long memoryReservation,
        long memorySwap,
        long memorySwappiness,
        long nanoCpus,
        long cpuShares,
        long cpuPeriod,
        long cpuQuota,
        String cpusetCpus,
        String cpusetMems,
        long pidsLimit,
        int blkioWeight,
        boolean oomKillDisable,
        List<Ulimit> ulimits) {
    public static final Resources DEFAULT = new Resources(0, 0, 0, -1, 0, 0, 0, 0, "", "", 0, 0, false, List.of());

    public Resources {
        ulimits = List.copyOf(ulimits);
    }

    /** A limit of one process, by Docker's name such as {@code nofile}; -1 for no limit. */
    public record Ulimit(String name, long soft, long hard) {}

    /** What holds after {@code docker update}: a value that the change leaves at its default stays as it is. */
    Resources updatedBy(Resources change) {
        boolean newCpus = change.nanoCpus != 0;
        boolean newQuota = change.cpuPeriod != 0 || change.cpuQuota != 0;
        return new Resources(
                or(change.memory, memory),
                or(change.memoryReservation, memoryReservation),
                or(change.memorySwap, memorySwap),
                change.memorySwappiness == -1 ? memorySwappiness : change.memorySwappiness,
                newQuota && !newCpus ? 0 : or(change.nanoCpus, nanoCpus),
                or(change.cpuShares, cpuShares),
                newCpus ? 0 : or(change.cpuPeriod, cpuPeriod),
                newCpus ? 0 : or(change.cpuQuota, cpuQuota),
                change.cpusetCpus.isEmpty() ? cpusetCpus : change.cpusetCpus,
                change.cpusetMems.isEmpty() ? cpusetMems : change.cpusetMems,
                or(change.pidsLimit, pidsLimit),
                change.blkioWeight == 0 ? blkioWeight : change.blkioWeight,
                oomKillDisable,
                ulimits);
    }

    /** What is left without the limits that a machine cannot hold, which dockerd drops in the same way, with a warning. */
    Resources heldBy(ResourceSupport support) {
        return new Resources(
                support.has(Limit.MEMORY) ? memory : 0,
                support.has(Limit.MEMORY_RESERVATION) ? memoryReservation : 0,
                memory > 0 && !support.has(Limit.MEMORY) ? -1 : memorySwap,
                support.has(Limit.SWAPPINESS) ? memorySwappiness : -1,
                nanoCpus,
                support.has(Limit.CPU_SHARES) ? cpuShares : 0,
                support.has(Limit.CPU_QUOTA) ? cpuPeriod : 0,
                support.has(Limit.CPU_QUOTA) ? cpuQuota : 0,
                support.has(Limit.CPUSET) ? cpusetCpus : "",
                support.has(Limit.CPUSET) ? cpusetMems : "",
                support.has(Limit.PIDS) ? pidsLimit : 0,
                support.has(Limit.BLKIO_WEIGHT) ? blkioWeight : 0,
                oomKillDisable,
                ulimits);
    }

    private static long or(long change, long present) {
        return change == 0 ? present : change;
    }
}
