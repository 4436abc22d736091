package dev.drydock.sandbox.runtime;

import dev.drydock.core.container.ExitStatus;
import dev.drydock.sandbox.cgroup.Cgroup;
import dev.drydock.sandbox.labd.ExitReport;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells whether the kernel ended a process because the lab's memory was used up: it died of SIGKILL, and the lab's count
 * of such kills has grown since the last look. labd itself cannot know.
 */
final class OutOfMemory {
    private static final int KILLED = 137;

    private final Cgroup cgroup;
    private final Map<String, Instant> victims = new ConcurrentHashMap<>();
    private long kills;

    OutOfMemory(Cgroup cgroup) {
        this.cgroup = cgroup;
        this.kills = cgroup.oomKills();
    }

    /** The same answer each time it is asked about one end. */
    ExitStatus complete(ExitReport report) {
        if (report.status() == KILLED && hasGrown()) {
            victims.put(report.id(), report.end());
        }
        boolean victim = report.end().equals(victims.get(report.id()));
        return new ExitStatus(report.status(), victim, report.end());
    }

    void forget(String name) {
        victims.remove(name);
    }

    private synchronized boolean hasGrown() {
        long now = cgroup.oomKills();
        boolean grown = now > kills;
        kills = now;
        return grown;
    }
}
