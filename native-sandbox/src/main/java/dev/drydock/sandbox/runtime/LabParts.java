package dev.drydock.sandbox.runtime;

import dev.drydock.sandbox.cgroup.Cgroup;
import dev.drydock.sandbox.labd.LabdClient;
import dev.drydock.sandbox.storage.LabMounts;
import dev.drydock.sandbox.storage.LinuxWritableLayers;

/**
 * The parts of a running lab that its runtime works with.
 *
 * @param lost called when the lab's labd ends by itself
 */
public record LabParts(
        LabdClient labd,
        LabMounts mounts,
        LinuxWritableLayers layers,
        ProcessFiles processFiles,
        Cgroup cgroup,
        Runnable lost) {}
