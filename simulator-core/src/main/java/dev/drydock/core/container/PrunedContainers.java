package dev.drydock.core.container;

import java.util.List;

/**
 * What {@code docker container prune} removed.
 *
 * @param space bytes that they had written
 */
public record PrunedContainers(List<ContainerId> removed, long space) {
    public PrunedContainers {
        removed = List.copyOf(removed);
    }
}
