package dev.drydock.core.container;

import java.time.Instant;

/**
 * What {@code lstat} says of a file of a container.
 *
 * @param permissions the lowest twelve bits of the mode
 * @param uid of its owner, as the container or lab host that it is in numbers users
 */
public record FileStat(FileType type, int permissions, int uid, int gid, long size, Instant modified) {
    public boolean isDirectory() {
        return type == FileType.DIRECTORY;
    }
}
