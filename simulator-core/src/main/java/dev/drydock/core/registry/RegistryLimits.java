package dev.drydock.core.registry;

import java.time.Duration;

/**
 * How much one student may keep in the registry, and for how long what nothing uses stays.
 *
 * @param bytes of different blobs and manifests, uploads that have begun included
 * @param repositories that one student may have
 * @param tags in one repository
 * @param manifests in one repository
 * @param blobs in one repository
 * @param uploads that one student may have open
 * @param grace how long a blob that no manifest uses, a manifest that no tag reaches and an upload that nobody goes on with
 *     are kept
 */
public record RegistryLimits(
        long bytes, int repositories, int tags, int manifests, int blobs, int uploads, Duration grace) {
    public static final RegistryLimits DEFAULT =
            new RegistryLimits(2L << 30, 100, 500, 500, 2000, 32, Duration.ofHours(1));
}
