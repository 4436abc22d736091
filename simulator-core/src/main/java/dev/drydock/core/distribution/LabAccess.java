package dev.drydock.core.distribution;

import dev.drydock.core.image.Images;
import dev.drydock.core.reference.RepositoryName;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The registry client as one lab uses it.
 *
 * @param own the registry of the server, where it has one
 * @param registries what its student has set
 * @param expected bytes that pulls under way may bring
 * @param unused told when some content may have become unused
 */
record LabAccess(
        RegistryClient client,
        Images images,
        Optional<OwnRegistry> own,
        LabRegistries registries,
        AtomicLong expected,
        Runnable unused) {
    /** Whether a repository lies in the server's own registry. */
    boolean isOwn(RepositoryName name) {
        return own.filter(registry -> registry.domain().equals(name.domain())).isPresent();
    }

    DistributionPorts ports() {
        return client.ports();
    }
}
