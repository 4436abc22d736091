package dev.drydock.core.offline;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.core.registry.Registry;
import dev.drydock.core.registry.RegistryLimits;
import dev.drydock.core.registry.RegistrySetup;
import dev.drydock.core.simulated.InMemoryBlobStore;
import dev.drydock.core.simulated.InMemoryRegistryStore;
import dev.drydock.core.simulated.InMemoryUploadStore;
import dev.drydock.core.simulated.SequentialIds;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RegistryShelfTest extends ImageShelfContract {
    @Override
    protected ImageShelf open(InMemoryBlobStore store) {
        return new RegistryShelf(Registry.open(new RegistrySetup(
                new InMemoryRegistryStore(),
                new InMemoryUploadStore(store),
                store,
                RegistryLimits.DEFAULT,
                new SequentialIds(),
                () -> Instant.EPOCH)));
    }

    @Test
    void whatIsNotThereCannotBeOffered() {
        ImageShelf shelf = open(new InMemoryBlobStore());

        assertThatThrownBy(() -> shelf.put(ImageReference.parse("web"), Digest.ofBytes(new byte[0])))
                .isInstanceOf(EngineException.SystemFailure.class)
                .hasMessageStartingWith("cannot offer web:latest: the server has no blob");
    }
}
