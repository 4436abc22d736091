package dev.drydock.core.container;

import java.util.List;

/**
 * An empty file system in memory, mounted in a container.
 *
 * @param path absolute
 * @param options of the file system, such as {@code size=1m}
 * @param executable programs on it may be run
 * @param setuid programs on it may change their user
 * @param devices device nodes on it work
 */
public record TmpfsMount(
        String path, List<String> options, boolean readOnly, boolean executable, boolean setuid, boolean devices) {
    public TmpfsMount {
        options = List.copyOf(options);
    }
}
