package dev.drydock.sandbox.cgroup;

import dev.drydock.core.container.Resources;

/**
 * The kernel's form of a processor limit, in microseconds.
 *
 * @param quota negative for no limit
 */
record CpuQuota(long quota, long period) {
    static final long DEFAULT_PERIOD = 100_000;
    private static final long LEAST_QUOTA = 1000;

    static CpuQuota of(Resources resources) {
        if (resources.nanoCpus() > 0) {
            return new CpuQuota(Math.max(LEAST_QUOTA, resources.nanoCpus() / 10_000), DEFAULT_PERIOD);
        }
        long period = resources.cpuPeriod() == 0 ? DEFAULT_PERIOD : resources.cpuPeriod();
        return new CpuQuota(resources.cpuQuota() > 0 ? resources.cpuQuota() : -1, period);
    }
}
