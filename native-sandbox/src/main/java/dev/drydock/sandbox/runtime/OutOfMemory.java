package dev.drydock.sandbox.runtime;

import dev.drydock.core.container.ContainerId;
import dev.drydock.core.container.ExitListener;
import dev.drydock.core.container.ExitStatus;
import dev.drydock.sandbox.cgroup.ContainerCgroup;
import dev.drydock.sandbox.cgroup.MemoryWatch;
import dev.drydock.sandbox.labd.ExitReport;
import dev.drydock.sandbox.linux.BlockingCalls;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether the kernel ended processes of a container because memory was used up: at once while it runs, and with its
 * end. labd itself cannot know.
 */
final class OutOfMemory implements AutoCloseable {
    private final MemoryWatch memory;
    private final Map<String, Instant> victims = new ConcurrentHashMap<>();
    private final Map<String, Run> runs = new ConcurrentHashMap<>();
    private volatile @Nullable ExitListener listener;

    OutOfMemory(MemoryWatch memory) {
        this.memory = memory;
    }

    /** Sets who is told while a container runs. */
    void tell(ExitListener told) {
        listener = told;
    }

    /** Watches one run of a container from soon on; who starts containers does not wait for that. */
    void watch(ContainerId id, ContainerCgroup group, Instant startedAt) {
        BlockingCalls.later(() -> {
            Run run = new Run(startedAt, memory.watch(group, kills -> told(id, startedAt, kills)));
            String name = ProcessNames.of(id);
            runs.merge(name, run, Run::later);
            // It may have ended before it was watched.
            if (group.isGone()) {
                unwatch(name);
            }
        });
    }

    private void told(ContainerId id, Instant startedAt, long kills) {
        ExitListener told = listener;
        if (told != null) {
            told.outOfMemory(id, startedAt, kills);
        }
    }

    /** Called after the container's cgroup is gone. */
    void unwatch(String name) {
        Run run = runs.remove(name);
        if (run != null) {
            run.watch.close();
        }
    }

    /**
     * The same answer each time it is asked about one end, also after the container's cgroup is gone.
     *
     * @param group of the container that has ended, empty for an added process
     */
    ExitStatus complete(ExitReport report, Optional<ContainerCgroup> group) {
        if (group.filter(found -> found.oomKills() > 0).isPresent()) {
            victims.put(report.id(), report.end());
        }
        boolean victim = report.end().equals(victims.get(report.id()));
        return new ExitStatus(report.status(), victim, report.end());
    }

    void forget(String name) {
        victims.remove(name);
        unwatch(name);
    }

    @Override
    public void close() {
        List.copyOf(runs.keySet()).forEach(this::unwatch);
    }

    /** One run of a container. */
    private record Run(Instant startedAt, MemoryWatch.Watch watch) {
        /** The later of two is watched. */
        Run later(Run other) {
            boolean otherIsLater = !other.startedAt.isBefore(startedAt);
            (otherIsLater ? watch : other.watch).close();
            return otherIsLater ? other : this;
        }
    }
}
