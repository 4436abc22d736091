package dev.drydock.core.simulated;

import dev.drydock.core.volume.StoredVolume;
import dev.drydock.core.volume.VolumeName;
import dev.drydock.core.volume.VolumeStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is known of one lab's volumes, on the heap. */
public final class InMemoryVolumeStore implements VolumeStore {
    private final Map<VolumeName, StoredVolume> volumes = new ConcurrentHashMap<>();

    @Override
    public List<StoredVolume> load() {
        return List.copyOf(volumes.values());
    }

    @Override
    public void save(StoredVolume volume) {
        volumes.put(volume.volume().name(), volume);
    }

    @Override
    public void delete(VolumeName name) {
        volumes.remove(name);
    }
}
