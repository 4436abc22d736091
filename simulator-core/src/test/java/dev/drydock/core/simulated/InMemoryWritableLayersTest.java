package dev.drydock.core.simulated;

import dev.drydock.core.container.WritableLayers;
import dev.drydock.core.container.WritableLayersContract;
import dev.drydock.core.layer.ChainId;

class InMemoryWritableLayersTest extends WritableLayersContract {
    private final SimulatedServer server = new SimulatedServer();

    @Override
    protected WritableLayers layers() {
        return new InMemoryWritableLayers(server.layers());
    }

    @Override
    protected ChainId root() {
        return SimulatedRoots.busybox(server);
    }
}
