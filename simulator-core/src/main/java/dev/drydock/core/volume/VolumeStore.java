package dev.drydock.core.volume;

import java.util.List;

/**
 * Port: what is known of the volumes of one lab, on stable storage. What a method has written survives a crash of the machine
 * when it returns. Safe for use by several threads.
 */
public interface VolumeStore {
    List<StoredVolume> load();

    /** Puts it in the place of an earlier one of the same name. */
    void save(StoredVolume volume);

    /** Forgets it; unknown ones are ignored. */
    void delete(VolumeName name);
}
