package dev.drydock.core.volume;

import java.io.IOException;

/**
 * A volume that is in no list, for files that are needed for a while. It is gone when it is closed, or else as soon as the
 * volumes of the lab host are opened again. Not for use by several threads.
 */
public final class HiddenVolume implements AutoCloseable {
    private final VolumeStore store;
    private final VolumeFiles files;
    private final VolumeName name;

    HiddenVolume(VolumeStore store, VolumeFiles files, VolumeName name) {
        this.store = store;
        this.files = files;
        this.name = name;
    }

    /** Where the lab host has its files. */
    public String mountpoint() {
        return name.mountpoint();
    }

    /** As {@link VolumeFiles#fill}. */
    public void fill(VolumeFiles.TarSource content) throws IOException {
        files.fill(name, content);
    }

    /** Bytes of the files in it. */
    public long size() {
        return files.size(name);
    }

    @Override
    public void close() {
        files.remove(name);
        store.delete(name);
    }
}
