package dev.drydock.core.volume;

import java.util.Comparator;
import java.util.List;

/** Something that is mounted in a container. Destinations are absolute, plain paths of the container. */
public sealed interface Mount permits BindMount, VolumeMount, TmpfsMount {
    String destination();

    /** Whether the container cannot write through it. */
    boolean isReadOnly();

    /** Those first that others may lie in. */
    static List<Mount> sorted(List<Mount> mounts) {
        return mounts.stream()
                .sorted(Comparator.comparingLong((Mount mount) -> mount.destination()
                                .chars()
                                .filter(c -> c == '/')
                                .count())
                        .thenComparing(Mount::destination))
                .toList();
    }
}
