package dev.drydock.core.simulated;

import dev.drydock.core.offline.ImageShelf;
import dev.drydock.core.offline.ImageShelfContract;

class InMemoryImageShelfTest extends ImageShelfContract {
    @Override
    protected ImageShelf open(InMemoryBlobStore store) {
        return new InMemoryImageShelf();
    }
}
