package dev.drydock.core.container;

import dev.drydock.core.event.EventLog;
import dev.drydock.core.id.IdSource;
import dev.drydock.core.image.Images;
import dev.drydock.core.network.Networks;
import dev.drydock.core.time.Scheduler;
import dev.drydock.core.volume.Volumes;
import java.time.InstantSource;

/**
 * What the containers of one engine rest on.
 *
 * @param hostName of the lab host
 */
public record ContainerServices(
        ContainerRuntime runtime,
        WritableLayers layers,
        ContainerStore store,
        Images images,
        Networks networks,
        Volumes volumes,
        EventLog events,
        IdSource ids,
        InstantSource clock,
        Scheduler scheduler,
        String hostName) {}
