package dev.drydock.core.registry;

import dev.drydock.core.reference.Digest;
import java.time.Instant;

/**
 * A blob that a repository has: what makes it readable there.
 *
 * @param size in bytes
 * @param since when it was pushed or mounted, the last time
 */
public record BlobLink(Digest digest, long size, Instant since) {}
