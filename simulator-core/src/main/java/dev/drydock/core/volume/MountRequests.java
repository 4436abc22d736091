package dev.drydock.core.volume;

import java.util.List;

/**
 * What a client wants mounted in a container, as it wrote it.
 *
 * @param binds of {@code -v}: {@code source:destination[:mode]}
 * @param mounts of {@code --mount}
 * @param volumesFrom {@code container[:mode]}
 * @param volumeDriver empty for the usual one
 */
public record MountRequests(
        List<String> binds, List<MountRequest> mounts, List<String> volumesFrom, String volumeDriver) {
    public static final MountRequests NONE = new MountRequests(List.of(), List.of(), List.of(), "");

    public MountRequests {
        binds = List.copyOf(binds);
        mounts = List.copyOf(mounts);
        volumesFrom = List.copyOf(volumesFrom);
    }
}
