package dev.drydock.core.container;

import java.time.Instant;

/**
 * What {@code lstat} says of a file of a container.
 *
 * @param permissions the lowest twelve bits of the mode
 */
public record FileStat(FileType type, int permissions, long size, Instant modified) {
    public boolean isDirectory() {
        return type == FileType.DIRECTORY;
    }
}
