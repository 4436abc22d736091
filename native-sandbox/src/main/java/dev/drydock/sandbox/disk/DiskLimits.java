package dev.drydock.sandbox.disk;

import dev.drydock.core.error.EngineException.InvalidParameter;

/**
 * What one lab host may keep.
 *
 * @param bytes size of its disk, a little of which the file system needs for itself
 * @param files how many files, directories and links it may have
 */
public record DiskLimits(long bytes, long files) {
    private static final long LEAST_BYTES = 16L << 20;
    private static final long LEAST_FILES = 256;

    public DiskLimits {
        if (bytes < LEAST_BYTES || files < LEAST_FILES) {
            throw new InvalidParameter("a lab's disk has at least " + LEAST_BYTES + " bytes and " + LEAST_FILES
                    + " files, not " + bytes + " and " + files);
        }
    }
}
