package dev.drydock.sandbox.labhost;

import java.nio.file.Path;
import java.util.List;

/**
 * What a later server needs to find a lab that runs, or to clean up after it: {@code run.json}.
 *
 * @param pid of labd as the machine numbers it, 0 while it is being started
 * @param cgroups directories of its control group
 */
record RunRecord(int version, long pid, List<String> cgroups) {
    static final int VERSION = 1;

    RunRecord {
        cgroups = List.copyOf(cgroups);
    }

    static RunRecord of(long pid, List<Path> cgroups) {
        return new RunRecord(VERSION, pid, cgroups.stream().map(Path::toString).toList());
    }

    List<Path> cgroupPaths() {
        return cgroups.stream().map(Path::of).toList();
    }
}
