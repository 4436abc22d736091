package dev.drydock.core.volume;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A volume of one engine. Its driver is {@code local}: there is no other.
 *
 * @param options of the driver: what is mounted on its directory while containers use it; mostly empty
 * @param isAnonymous whether it was made without a name
 * @param owner id of the container that an anonymous one was made for and is of no use without; empty as well when that was
 *     removed and its volumes were to stay
 */
public record Volume(
        VolumeName name,
        Instant createdAt,
        Map<String, String> labels,
        Map<String, String> options,
        boolean isAnonymous,
        Optional<String> owner) {
    /** Name of the only driver. */
    public static final String DRIVER = "local";

    public Volume {
        labels = Map.copyOf(labels);
        options = Map.copyOf(options);
    }

    Volume withoutOwner() {
        return new Volume(name, createdAt, labels, options, isAnonymous, Optional.empty());
    }
}
