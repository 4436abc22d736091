package dev.drydock.core.distribution;

import dev.drydock.core.oci.Platform;
import dev.drydock.core.reference.ImageReference;
import java.util.Optional;

/**
 * What is to be pulled.
 *
 * @param isAllTags whether all tags of the repository are meant, and the reference's is not
 * @param platform empty for the machine's
 */
public record PullRequest(
        ImageReference reference, boolean isAllTags, Optional<Platform> platform, RegistryAuth auth) {}
