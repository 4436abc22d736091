package dev.drydock.core.build;

import dev.drydock.core.container.Containers;
import dev.drydock.core.distribution.Distribution;
import dev.drydock.core.event.EventLog;
import dev.drydock.core.id.IdSource;
import dev.drydock.core.image.Images;
import dev.drydock.core.volume.Volumes;
import java.time.InstantSource;

/** What building rests on. */
public record BuildServices(
        Images images,
        Containers containers,
        Volumes volumes,
        Distribution distribution,
        Scratch scratch,
        EventLog events,
        IdSource ids,
        InstantSource clock) {}
