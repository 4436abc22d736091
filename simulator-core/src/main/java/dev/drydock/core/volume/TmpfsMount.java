package dev.drydock.core.volume;

import java.util.List;

/**
 * An empty file system in memory, mounted in a container.
 *
 * @param options of the file system, such as {@code size=1m}
 * @param isExecutable programs on it may be run
 * @param isSetuid programs on it may change their user
 * @param hasDevices device nodes on it work
 */
public record TmpfsMount(
        String destination,
        List<String> options,
        boolean isReadOnly,
        boolean isExecutable,
        boolean isSetuid,
        boolean hasDevices)
        implements Mount {
    public TmpfsMount {
        options = List.copyOf(options);
    }
}
