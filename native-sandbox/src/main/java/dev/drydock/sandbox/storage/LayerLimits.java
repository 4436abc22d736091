package dev.drydock.sandbox.storage;

import dev.drydock.core.error.EngineException.InvalidParameter;

/**
 * How much one layer may bring. A compressed archive of a megabyte can hold a gigabyte, and layers are on the machine's own
 * disk.
 *
 * @param bytes of the unpacked archive, and of all its files together
 * @param entries files, directories, links and deletions
 */
public record LayerLimits(long bytes, long entries) {
    /** More than an image that is made to be pulled by a class. */
    public static final LayerLimits DEFAULT = new LayerLimits(4L << 30, 1_000_000);

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
}
