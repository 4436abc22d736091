package dev.drydock.sandbox.runtime;

import dev.drydock.core.container.Security;
import dev.drydock.core.error.EngineException.InvalidParameter;
import dev.drydock.sandbox.seccomp.Architecture;
import dev.drydock.sandbox.seccomp.Profile;
import dev.drydock.sandbox.seccomp.ProfileDocument;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Compiled filters of containers; nearly all of them share one. */
final class Filters {
    private static final Profile DEFAULT = Profile.container();
    private static final Architecture ARCHITECTURE = Architecture.current();
    private static final Map<Capabilities, byte[]> DEFAULTS = new ConcurrentHashMap<>();

    private Filters() {}

    /** The program for a process with these capabilities; empty when it may make every call that the lab may. */
    static Optional<byte[]> of(Security security, Capabilities capabilities) {
        if (security.privileged() || security.isSeccompUnconfined()) {
            return Optional.empty();
        }
        return Optional.of(
                security.seccompProfile().isEmpty()
                        ? DEFAULTS.computeIfAbsent(capabilities, key -> compile(DEFAULT, key))
                        : compile(read(security.seccompProfile()), capabilities));
    }

    private static byte[] compile(Profile profile, Capabilities capabilities) {
        return profile.compile(ARCHITECTURE, capabilities.names()).bytes();
    }

    private static Profile read(String document) {
        try {
            return ProfileDocument.read(document);
        } catch (IllegalArgumentException e) {
            throw new InvalidParameter("Decoding seccomp profile failed: " + e.getMessage(), e);
        }
    }
}
