package dev.drydock.core.build;

import dev.drydock.core.content.ContentLease;
import dev.drydock.core.distribution.Cancellation;
import dev.drydock.core.dockerfile.Dockerfile;
import java.time.Instant;
import java.util.Optional;

/**
 * What all stages of one build share.
 *
 * @param lease holds what is made
 * @param epoch the time that everything shall carry, where the client gives one
 * @param previous what was built before, to tell why something must be built again
 */
record BuildJob(
        BuildServices services,
        BuildRequest request,
        Dockerfile dockerfile,
        FileTree context,
        BuildArguments arguments,
        BuildCache cache,
        ContentLease lease,
        Optional<Instant> epoch,
        PreviousSteps previous,
        CacheDirectories caches,
        Cancellation cancellation) {
    /** When something is made now. */
    Instant now() {
        return epoch.orElseGet(() -> services.clock().instant());
    }
}
