package dev.drydock.core.container;

import dev.drydock.core.oci.ImageConfig.RunConfig;
import dev.drydock.core.reference.ImageReference;
import java.util.Optional;

/**
 * What {@code docker commit} asks for.
 *
 * @param reference name of the new image, empty for one without a name
 * @param pause freeze the container meanwhile
 * @param changes instructions of a Dockerfile, one a line; empty for none
 * @param config defaults that come before the container's own
 */
public record CommitRequest(
        Optional<ImageReference> reference,
        String author,
        String comment,
        boolean pause,
        String changes,
        Optional<RunConfig> config) {}
