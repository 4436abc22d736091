package dev.drydock.core.labhost;

/**
 * How much of a student's lab hosts is kept.
 *
 * @param most how many snapshots a student has; the oldest goes for a new one
 * @param bytesOfOne what one may take; what has more is not kept
 * @param bytesOfAll what all of a student's may take; the oldest go for a new one
 */
public record SnapshotLimits(int most, long bytesOfOne, long bytesOfAll) {
    public SnapshotLimits {
        if (most < 1 || bytesOfOne < 1 || bytesOfAll < bytesOfOne) {
            throw new IllegalArgumentException("there is room for at least one snapshot");
        }
    }
}
