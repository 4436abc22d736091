package dev.drydock.core.simulated;

import dev.drydock.core.container.ContainerId;
import dev.drydock.core.container.ContainerRuntime;
import dev.drydock.core.container.ContainerRuntimeContract;
import dev.drydock.core.id.IdSource;
import java.time.InstantSource;
import java.util.Optional;

class SimulatedRuntimeTest extends ContainerRuntimeContract {
    private final SimulatedServer server = new SimulatedServer();
    private final InMemoryWritableLayers layers = new InMemoryWritableLayers(server.layers());
    private final IdSource ids = new SequentialIds();

    @Override
    protected ContainerRuntime runtime() {
        return new SimulatedRuntime(
                SimulatedPrograms.standard(), layers, new SimulatedVolumeFiles(), InstantSource.system());
    }

    @Override
    protected ContainerId newContainer() {
        ContainerId id = new ContainerId(ids.next());
        layers.create(id, Optional.of(SimulatedRoots.busybox(server)));
        return id;
    }
}
