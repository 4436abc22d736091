package dev.drydock.sandbox.labhost;

import dev.drydock.core.labhost.EngineEndpoint;
import dev.drydock.core.labhost.RegistryEndpoint;
import dev.drydock.sandbox.cgroup.Cgroups;
import dev.drydock.sandbox.cgroup.LabLimits;
import dev.drydock.sandbox.disk.LabDisks;
import dev.drydock.sandbox.network.OutsideHosts;
import dev.drydock.sandbox.storage.LinuxLayerStore;
import java.nio.file.Path;

/**
 * What all lab hosts of one server have in common.
 *
 * @param data the server's data directory
 * @param roots images of the lab hosts' own root file systems
 * @param outside what lab hosts may reach besides
 */
public record LabSettings(
        Path data,
        LinuxLayerStore layers,
        LabRoots roots,
        Cgroups cgroups,
        LabLimits limits,
        LabDisks disks,
        EngineFactory engines,
        EngineEndpoint endpoint,
        RegistryEndpoint registry,
        OutsideHosts outside) {}
