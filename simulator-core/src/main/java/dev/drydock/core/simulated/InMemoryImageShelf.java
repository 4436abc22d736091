package dev.drydock.core.simulated;

import dev.drydock.core.offline.ImageShelf;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.ImageReference;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A shelf that is forgotten. */
public final class InMemoryImageShelf implements ImageShelf {
    private final Map<ImageReference, Digest> manifests = new ConcurrentHashMap<>();

    @Override
    public void put(ImageReference name, Digest manifest) {
        manifests.put(name, manifest);
    }

    @Override
    public Optional<Digest> find(ImageReference name) {
        return Optional.ofNullable(manifests.get(name));
    }
}
