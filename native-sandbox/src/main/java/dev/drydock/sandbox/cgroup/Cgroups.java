package dev.drydock.sandbox.cgroup;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Port: makes the control groups of labs. Failures are {@code SystemFailure}s that name the file. */
public interface Cgroups {
    /** Makes a cgroup with these limits; what was left of an older one with this name is ended and removed. */
    Cgroup create(String name, LabLimits limits);

    /** A cgroup that an earlier server made, by the directories it had. */
    Cgroup open(List<Path> directories);

    /** The controllers that hold limits here: some of {@code memory}, {@code pids} and {@code cpu}. */
    Set<String> controllers();

    /** Tells of memory that containers have used up; whoever uses the labs closes it. */
    MemoryWatch memoryWatch();

    /** Why limits that this machine has do not hold for labs, with what to do; looks only. */
    Optional<String> obstacle();

    /** Whether processes can be frozen. */
    boolean canFreeze();

    /** The versions in use, such as {@code v1}, {@code v2} or {@code hybrid}. */
    String version();

    /**
     * Ends and removes every cgroup of our own but these, and the directory of our own if none is left.
     *
     * @param names those to keep
     */
    void removeAllBut(Set<String> names);
}
