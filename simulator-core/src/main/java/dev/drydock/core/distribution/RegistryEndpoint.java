package dev.drydock.core.distribution;

import java.net.URI;
import java.util.Optional;

/**
 * One place to ask for a repository.
 *
 * @param base without {@code /v2/}
 * @param isMirror whether it stands in for another registry, so that its failure is not the last word
 * @param own when it is the own registry, which knows who asks
 */
record RegistryEndpoint(URI base, boolean isMirror, Optional<OwnRegistry> own) {
    static RegistryEndpoint of(URI base) {
        return new RegistryEndpoint(base, false, Optional.empty());
    }

    static RegistryEndpoint mirror(URI base) {
        return new RegistryEndpoint(base, true, Optional.empty());
    }

    static RegistryEndpoint own(OwnRegistry registry, boolean isMirror) {
        return new RegistryEndpoint(registry.address(), isMirror, Optional.of(registry));
    }

    boolean isSameHost(URI uri) {
        return RegistrySettings.authority(uri).equals(RegistrySettings.authority(base))
                && base.getScheme().equalsIgnoreCase(uri.getScheme());
    }
}
