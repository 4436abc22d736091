package dev.drydock.sandbox.storage;

import dev.drydock.core.error.EngineException.InvalidParameter;
import java.time.Duration;

/**
 * How much one layer may bring. A compressed archive of a megabyte can hold a gigabyte, and layers are on the machine's own
 * disk.
 *
 * @param bytes of the unpacked archive, and of all its files together
 * @param entries files, directories, links and deletions
 * @param time from the first byte to the last; whoever sends slowly holds a thread as long
 */
public record LayerLimits(long bytes, long entries, Duration time) {
    /** More than an image that is made to be pulled by a class. */
    public static final LayerLimits DEFAULT = new LayerLimits(4L << 30, 1_000_000, Duration.ofMinutes(20));

    void checkBytes(long count) {
        if (count > bytes) {
            throw new InvalidParameter(
                    "archive: the layer is larger than the " + bytes + " bytes that a layer may have");
        }
    }

    void checkEntries(long count) {
        if (count > entries) {
            throw new InvalidParameter(
                    "archive: the layer has more than the " + entries + " entries that a layer may have");
        }
    }

    void checkTime(Duration passed) {
        if (passed.compareTo(time) > 0) {
            throw new InvalidParameter("archive: the layer was not unpacked within " + time.toSeconds() + " seconds");
        }
    }
}
