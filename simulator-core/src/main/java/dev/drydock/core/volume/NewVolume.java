package dev.drydock.core.volume;

import java.util.Map;
import java.util.Optional;

/**
 * A volume as it is asked for.
 *
 * @param name empty for an anonymous one
 * @param driver empty for the usual one
 */
public record NewVolume(Optional<String> name, String driver, Map<String, String> options, Map<String, String> labels) {
    public NewVolume {
        options = Map.copyOf(options);
        labels = Map.copyOf(labels);
    }

    /** One without anything special. */
    public static NewVolume of(Optional<String> name, String driver) {
        return new NewVolume(name, driver, Map.of(), Map.of());
    }
}
