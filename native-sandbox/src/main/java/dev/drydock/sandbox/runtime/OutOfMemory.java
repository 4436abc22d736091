package dev.drydock.sandbox.runtime;

import dev.drydock.core.container.ExitStatus;
import dev.drydock.sandbox.cgroup.ContainerCgroup;
import dev.drydock.sandbox.labd.ExitReport;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Tells whether the kernel ended processes of a container because memory was used up. labd itself cannot know. */
final class OutOfMemory {
    private final Map<String, Instant> victims = new ConcurrentHashMap<>();

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
    }
}
