package dev.drydock.sandbox.labhost;

import dev.drydock.core.container.ContainerRuntime;
import dev.drydock.core.container.WritableLayers;
import dev.drydock.core.distribution.DaemonFile;
import dev.drydock.core.dns.NameServers;
import dev.drydock.core.engine.Engine;
import dev.drydock.core.labhost.LabId;
import dev.drydock.core.network.NetworkDriver;
import dev.drydock.core.volume.VolumeFiles;
import java.nio.file.Path;

/** Opens the engine of a lab host on its Linux adapters. */
public interface EngineFactory {
    /** @param directory where the engine keeps its metadata */
    Engine create(LabId lab, Adapters adapters, Path directory);

    /**
     * What is the running lab host's own.
     *
     * @param file what the lab's student sets of registries
     */
    record Adapters(
            ContainerRuntime runtime,
            WritableLayers layers,
            NetworkDriver networks,
            VolumeFiles volumes,
            NameServers nameServers,
            DaemonFile file) {}
}
