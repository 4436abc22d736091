package dev.drydock.core.simulated;

import dev.drydock.core.container.ContainerId;
import dev.drydock.core.container.ContainerRuntime;
import dev.drydock.core.container.ContainerTreeContract;
import dev.drydock.core.container.WritableLayers;
import dev.drydock.core.id.IdSource;
import java.time.InstantSource;
import java.util.Optional;

class SimulatedTreeTest extends ContainerTreeContract {
    private final SimulatedServer server = new SimulatedServer();
    private final InMemoryWritableLayers layers = new InMemoryWritableLayers(server.layers());
    private final ContainerRuntime runtime = new SimulatedRuntime(
            SimulatedPrograms.standard(), layers, new SimulatedVolumeFiles(), InstantSource.system());
    private final IdSource ids = new SequentialIds();

    @Override
    protected ContainerRuntime runtime() {
        return runtime;
    }

    @Override
    protected WritableLayers layers() {
        return layers;
    }

    @Override
    protected ContainerId created() {
        ContainerId id = new ContainerId(ids.next());
        layers.create(id, Optional.of(SimulatedRoots.busybox(server)));
        return id;
    }
}
