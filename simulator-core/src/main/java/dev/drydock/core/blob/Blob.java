package dev.drydock.core.blob;

import dev.drydock.core.reference.Digest;

/**
 * A blob that a store has.
 *
 * @param size in bytes
 */
public record Blob(Digest digest, long size) {}
