package dev.drydock.sandbox.runtime;

import dev.drydock.sandbox.cgroup.ContainerCgroups;
import dev.drydock.sandbox.cgroup.MemoryWatch;
import dev.drydock.sandbox.labd.LabdClient;
import dev.drydock.sandbox.storage.LabMounts;
import dev.drydock.sandbox.storage.LinuxWritableLayers;

/**
 * The parts of a running lab that its runtime works with.
 *
 * @param memory tells of memory that containers have used up
 * @param uidBase the machine's id of the lab's root
 * @param lost called when the lab's labd ends by itself
 */
public record LabParts(
        LabdClient labd,
        LabMounts mounts,
        LinuxWritableLayers layers,
        ProcessFiles processFiles,
        ContainerCgroups groups,
        MemoryWatch memory,
        int uidBase,
        Runnable lost) {}
