package dev.drydock.sandbox.metadata;

import dev.drydock.core.blob.BlobStore;
import dev.drydock.core.blob.BlobStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileBlobStoreTest extends BlobStoreContract {
    @TempDir
    Path directory;

    @Override
    protected BlobStore open() {
        return new FileBlobStore(directory);
    }
}
