package dev.drydock.core.distribution;

import dev.drydock.core.reference.ImageReference;

/**
 * What is to be pushed.
 *
 * @param isAllTags whether all tags of the repository are meant, and the reference's is not
 */
public record PushRequest(ImageReference reference, boolean isAllTags, RegistryAuth auth) {}
