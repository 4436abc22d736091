package dev.drydock.core.distribution;

import java.util.Optional;

/**
 * How a lab reaches registries.
 *
 * @param own the registry of the server, where it has one
 */
public record RegistryAccess(RegistryClient client, Optional<OwnRegistry> own) {}
