package dev.drydock.core.simulated;

import dev.drydock.core.image.ImageServices;
import dev.drydock.core.image.Images;
import dev.drydock.core.layer.ChainId;

/** Where simulated containers have their files. */
final class SimulatedRoots {
    private SimulatedRoots() {}

    /** The stack of the simulated busybox. */
    static ChainId busybox(SimulatedServer server) {
        ImageServices services = new ImageServices(new InMemoryImageStore(), server.blobs(), server.layers());
        return Images.open(services, server.images()).find("busybox").chain().orElseThrow();
    }
}
