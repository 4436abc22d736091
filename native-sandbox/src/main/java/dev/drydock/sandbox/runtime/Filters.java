package dev.drydock.sandbox.runtime;

import dev.drydock.sandbox.seccomp.Architecture;
import dev.drydock.sandbox.seccomp.Profile;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Compiled container filters by capabilities; most containers share one. */
final class Filters {
    private final Profile profile = Profile.container();
    private final Architecture architecture = Architecture.current();
    private final Map<Capabilities, byte[]> compiled = new ConcurrentHashMap<>();

    byte[] forCapabilities(Capabilities capabilities) {
        return compiled.computeIfAbsent(
                capabilities, key -> profile.compile(architecture, key.names()).bytes());
    }
}
