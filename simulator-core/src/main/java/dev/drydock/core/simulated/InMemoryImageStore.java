package dev.drydock.core.simulated;

import dev.drydock.core.image.ImageId;
import dev.drydock.core.image.ImageRecord;
import dev.drydock.core.image.ImageStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** One lab's image names on the heap. */
public final class InMemoryImageStore implements ImageStore {
    private final Map<ImageId, ImageRecord> records = new ConcurrentHashMap<>();
    private volatile boolean initialised;

    @Override
    public Optional<List<ImageRecord>> load() {
        return initialised ? Optional.of(List.copyOf(records.values())) : Optional.empty();
    }

    @Override
    public void initialise(List<ImageRecord> first) {
        first.forEach(this::save);
        initialised = true;
    }

    @Override
    public void save(ImageRecord image) {
        records.put(image.id(), image);
    }

    @Override
    public void delete(ImageId id) {
        records.remove(id);
    }
}
