package dev.drydock.sandbox.labhost;

import dev.drydock.core.labhost.EngineEndpoint;
import dev.drydock.core.layer.ChainId;
import dev.drydock.sandbox.cgroup.Cgroups;
import dev.drydock.sandbox.cgroup.LabLimits;
import dev.drydock.sandbox.disk.LabDisks;
import dev.drydock.sandbox.storage.LinuxLayerStore;
import java.nio.file.Path;

/**
 * What all lab hosts of one server have in common.
 *
 * @param data the server's data directory
 * @param root image of the lab host's own root file system
 */
public record LabSettings(
        Path data,
        LinuxLayerStore layers,
        ChainId root,
        Cgroups cgroups,
        LabLimits limits,
        LabDisks disks,
        EngineFactory engines,
        EngineEndpoint endpoint) {}
