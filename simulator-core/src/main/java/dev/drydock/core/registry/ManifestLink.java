package dev.drydock.core.registry;

import dev.drydock.core.reference.Digest;
import java.time.Instant;
import java.util.Optional;

/**
 * A manifest that a repository has.
 *
 * @param mediaType as it was pushed
 * @param size in bytes
 * @param since when it was pushed, the last time
 * @param subject the manifest that it says something about
 * @param artifactType what it is, by the rules of the list of referrers; empty for none
 */
public record ManifestLink(
        Digest digest, String mediaType, long size, Instant since, Optional<Digest> subject, String artifactType) {}
