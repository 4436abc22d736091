package dev.drydock.core.engine;

import dev.drydock.core.container.ContainerId;
import dev.drydock.core.volume.Volume;
import java.util.List;

/**
 * A volume and who needs it.
 *
 * @param users containers that have it among their mounts, running or not
 */
public record VolumeView(Volume volume, List<ContainerId> users) {
    public VolumeView {
        users = List.copyOf(users);
    }
}
