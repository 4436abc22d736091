package dev.drydock.core.volume;

import java.util.List;

/**
 * What {@code docker volume prune} has removed.
 *
 * @param space bytes that are free again
 */
public record PrunedVolumes(List<VolumeName> removed, long space) {
    public PrunedVolumes {
        removed = List.copyOf(removed);
    }
}
