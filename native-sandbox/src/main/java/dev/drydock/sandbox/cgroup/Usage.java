package dev.drydock.sandbox.cgroup;

import dev.drydock.core.container.ContainerStats;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects from several trees what the processes of one cgroup have used. Times are nanoseconds. */
public final class Usage {
    private long total;
    private long user;
    private long kernel;
    private long periods;
    private long throttled;
    private long throttledTime;
    private ContainerStats.Memory memory = new ContainerStats.Memory(0, 0, 0, 0, Map.of());
    private long memoryLimit = Long.MAX_VALUE;
    private ContainerStats.Pids pids = new ContainerStats.Pids(0, 0);
    private final Map<String, long[]> transfers = new TreeMap<>();

    void setCpu(long totalTime, long userTime, long kernelTime) {
        // On hybrid machines the other tree knows nothing of it.
        if (totalTime > total) {
            total = totalTime;
            user = userTime;
            kernel = kernelTime;
        }
    }

    void setThrottling(long count, long held, long time) {
        if (count > periods) {
            periods = count;
            throttled = held;
            throttledTime = time;
        }
    }

    void setMemory(long usage, long maximum, long failures, Map<String, Long> details) {
        memory = new ContainerStats.Memory(usage, 0, maximum, failures, new HashMap<>(details));
    }

    /** One of several limits that all hold; 0 for none. */
    void limitMemory(long bytes) {
        if (bytes > 0) {
            memoryLimit = Math.min(memoryLimit, bytes);
        }
    }

    void setPids(long current, long limit) {
        pids = new ContainerStats.Pids(current, limit);
    }

    /** @param device as {@code major:minor} */
    void addTransfer(String device, String operation, long amount, boolean bytes) {
        transfers.computeIfAbsent(device + " " + operation, _ -> new long[2])[bytes ? 0 : 1] += amount;
    }

    /**
     * Processor time beside what the whole machine had.
     *
     * @param system all processors together
     */
    public ContainerStats.Cpu cpu(long system, int processors) {
        return new ContainerStats.Cpu(total, user, kernel, system, processors, periods, throttled, throttledTime);
    }

    /** @param machine bytes that the machine has: the limit where no other holds */
    public ContainerStats.Memory memory(long machine) {
        return new ContainerStats.Memory(
                memory.usage(), Math.min(memoryLimit, machine), memory.maximum(), memory.failures(), memory.details());
    }

    public ContainerStats.Pids pids() {
        return pids;
    }

    public List<ContainerStats.Transfer> disk() {
        List<ContainerStats.Transfer> list = new ArrayList<>();
        transfers.forEach((key, amounts) -> {
            String[] parts = key.split("[: ]", 3);
            list.add(new ContainerStats.Transfer(
                    Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), parts[2], amounts[0], amounts[1]));
        });
        return list;
    }
}
