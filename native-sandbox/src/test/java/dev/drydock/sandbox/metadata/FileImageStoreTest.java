package dev.drydock.sandbox.metadata;

import dev.drydock.core.image.ImageStore;
import dev.drydock.core.image.ImageStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileImageStoreTest extends ImageStoreContract {
    @TempDir
    Path directory;

    @Override
    protected ImageStore open() {
        return new FileImageStore(directory);
    }
}
