package dev.drydock.core.registry;

import java.util.Map;

/**
 * A manifest that says something about another one, as the list of referrers shows it.
 *
 * @param annotations of the manifest
 */
public record Referrer(ManifestLink manifest, Map<String, String> annotations) {
    public Referrer {
        annotations = Map.copyOf(annotations);
    }
}
