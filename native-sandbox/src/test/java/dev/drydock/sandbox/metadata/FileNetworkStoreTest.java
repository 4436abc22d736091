package dev.drydock.sandbox.metadata;

import dev.drydock.core.network.NetworkStore;
import dev.drydock.core.network.NetworkStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileNetworkStoreTest extends NetworkStoreContract {
    @TempDir
    Path directory;

    @Override
    protected NetworkStore open() {
        return new FileNetworkStore(directory);
    }
}
