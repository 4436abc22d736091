package dev.drydock.core.volume;

/**
 * A file or directory of the lab host, shown in a container.
 *
 * @param source absolute, plain path of the lab host
 * @param mode the words after the second colon of {@code -v}
 * @param isRecursive whether what is mounted below the source is shown, too
 * @param makesSource whether a missing source becomes a directory at the start
 */
public record BindMount(
        String source,
        String destination,
        boolean isReadOnly,
        String mode,
        Propagation propagation,
        boolean isRecursive,
        boolean makesSource)
        implements Mount {}
