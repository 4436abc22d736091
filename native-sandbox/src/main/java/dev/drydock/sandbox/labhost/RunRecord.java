package dev.drydock.sandbox.labhost;

import dev.drydock.core.layer.ChainId;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a later server needs to find a lab that runs, or to clean up after it: {@code run.json}.
 *
 * @param pid of labd as the machine numbers it, 0 while it is being started
 * @param cgroups directories of its control group
 * @param root layers of its root file system; {@code null} in what older servers wrote
 */
record RunRecord(
        int version,
        long pid,
        List<String> cgroups,
        @Nullable String root) {
    static final int VERSION = 1;

    RunRecord {
        cgroups = List.copyOf(cgroups);
    }

    static RunRecord of(long pid, List<Path> cgroups, ChainId root) {
        return new RunRecord(VERSION, pid, cgroups.stream().map(Path::toString).toList(), root.toString());
    }

    List<Path> cgroupPaths() {
        return cgroups.stream().map(Path::of).toList();
    }
}
