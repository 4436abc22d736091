package dev.drydock.core.distribution;

import java.util.Optional;

/**
 * How a lab reaches registries.
 *
 * @param own the registry of the server, where it has one
 * @param file what the lab's student sets of registries
 */
public record RegistryAccess(RegistryClient client, Optional<OwnRegistry> own, DaemonFile file) {
    public RegistryAccess(RegistryClient client, Optional<OwnRegistry> own) {
        this(client, own, DaemonFile.NONE);
    }

    /** The same with what a student sets. */
    public RegistryAccess with(DaemonFile other) {
        return new RegistryAccess(client, own, other);
    }
}
