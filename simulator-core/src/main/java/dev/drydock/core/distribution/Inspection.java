package dev.drydock.core.distribution;

import dev.drydock.core.oci.Descriptor;
import dev.drydock.core.oci.Platform;
import java.util.List;

/** What a registry has under a name, and for which platforms. */
public record Inspection(Descriptor descriptor, List<Platform> platforms) {
    public Inspection {
        platforms = List.copyOf(platforms);
    }
}
