package dev.drydock.core.container;

import dev.drydock.core.container.ResourceSupport.Limit;
import java.util.ArrayList;
import java.util.List;

/** What a user asked for and will not get, in dockerd's words. */
final class ResourceWarnings {
    private final ResourceSupport support;
    private final List<String> warnings = new ArrayList<>();

    private ResourceWarnings(ResourceSupport support) {
        this.support = support;
    }

    static List<String> of(Resources resources, ResourceSupport support) {
        ResourceWarnings warnings = new ResourceWarnings(support);
        warnings.addMemory(resources);
        warnings.addOthers(resources);
        return List.copyOf(warnings.warnings);
    }

    private void addMemory(Resources resources) {
        add(resources.memory() > 0, Limit.MEMORY, "memory limit capabilities", "Limitation");
        add(
                resources.memoryReservation() > 0,
                Limit.MEMORY_RESERVATION,
                "memory soft limit capabilities",
                "Limitation");
        if (resources.memorySwap() > 0 && resources.memorySwap() != resources.memory() && !support.has(Limit.SWAP)) {
            warnings.add("Your kernel does not support swap limit capabilities or the cgroup is not mounted. Memory"
                    + " limited without swap.");
        }
        add(resources.memorySwappiness() >= 0, Limit.SWAPPINESS, "memory swappiness capabilities", "Memory swappiness");
        if (resources.oomKillDisable()) {
            warnings.add("Your kernel does not support OomKillDisable. OomKillDisable discarded.");
        }
    }

    private void addOthers(Resources resources) {
        add(resources.pidsLimit() > 0, Limit.PIDS, "PIDs limit capabilities", "PIDs limit");
        add(resources.cpuShares() > 0, Limit.CPU_SHARES, "CPU shares", "Shares");
        add(resources.nanoCpus() > 0 || resources.cpuQuota() > 0, Limit.CPU_QUOTA, "CPU CFS quota", "Quota");
        boolean set =
                !resources.cpusetCpus().isEmpty() || !resources.cpusetMems().isEmpty();
        add(set, Limit.CPUSET, "cpuset", "Cpuset");
        add(resources.blkioWeight() > 0, Limit.BLKIO_WEIGHT, "Block I/O weight", "Weight");
    }

    private void add(boolean wanted, Limit limit, String what, String dropped) {
        if (wanted && !support.has(limit)) {
            warnings.add("Your kernel does not support " + what + " or the cgroup is not mounted. " + dropped
                    + " discarded.");
        }
    }
}
