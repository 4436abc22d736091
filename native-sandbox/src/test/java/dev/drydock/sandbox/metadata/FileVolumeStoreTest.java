package dev.drydock.sandbox.metadata;

import dev.drydock.core.volume.VolumeStore;
import dev.drydock.core.volume.VolumeStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileVolumeStoreTest extends VolumeStoreContract {
    @TempDir
    Path directory;

    @Override
    protected VolumeStore open() {
        return new FileVolumeStore(directory);
    }
}
