package dev.drydock.core.simulated;

import dev.drydock.core.container.ContainerId;
import dev.drydock.core.engine.Engine;
import dev.drydock.core.engine.EnginePorts;
import dev.drydock.core.id.IdSource;
import dev.drydock.core.network.Overlays;
import dev.drydock.core.time.Scheduler;
import java.time.Instant;
import java.time.InstantSource;

/** The simulated machine of one lab. Engines come and go on it, as servers do on a real one. */
public final class SimulatedLab {
    private final InMemoryScratch scratch = new InMemoryScratch();
    private final SimulatedServer server;
    private final InMemoryImageStore imageStore = new InMemoryImageStore();
    private final InMemoryContainerStore containerStore = new InMemoryContainerStore();
    private final InMemoryNetworkStore networkStore = new InMemoryNetworkStore();
    private final InMemoryVolumeStore volumeStore = new InMemoryVolumeStore();
    private final SimulatedVolumeFiles volumeFiles = new SimulatedVolumeFiles();
    private final SimulatedNetworkDriver networkDriver = new SimulatedNetworkDriver();
    private final InMemoryWritableLayers writableLayers;
    private final IdSource ids;
    private final InstantSource clock;
    private final Scheduler scheduler;
    private SimulatedPrograms programs = SimulatedPrograms.standard();
    private SimulatedRuntime runtime;

    public SimulatedLab(SimulatedServer server, IdSource ids, InstantSource clock, Scheduler scheduler) {
        this.server = server;
        this.ids = ids;
        this.clock = clock;
        this.scheduler = scheduler;
        writableLayers = new InMemoryWritableLayers(server.layers());
        runtime = newRuntime();
    }

    /** What its containers can run. */
    public SimulatedPrograms programs() {
        return programs;
    }

    private SimulatedRuntime newRuntime() {
        return new SimulatedRuntime(programs, writableLayers, volumeFiles, clock);
    }

    /** Ends everything that runs without a word, as a power cut does. */
    public void reboot() {
        programs = SimulatedPrograms.standard();
        runtime = newRuntime();
    }

    /** As if the kernel had ended so many processes of one run, but not PID 1, because memory was used up. */
    public void outOfMemory(ContainerId id, Instant startedAt, long kills) {
        runtime.outOfMemory(id, startedAt, kills);
    }

    /** Opens an engine; an earlier one must be closed or forgotten. */
    public Engine open() {
        return Engine.open(ports());
    }

    /** Room for what is being built. */
    public InMemoryScratch scratch() {
        return scratch;
    }

    /** Its volumes and its own files. */
    public SimulatedVolumeFiles volumeFiles() {
        return volumeFiles;
    }

    /** All ports of the lab, for a test that wants to replace one. */
    public EnginePorts ports() {
        return new EnginePorts(
                "lab",
                runtime,
                writableLayers,
                containerStore,
                networkDriver,
                networkStore,
                new Overlays(networkStore),
                volumeStore,
                volumeFiles,
                imageStore,
                server.content(),
                server.registries(),
                () -> {},
                scratch,
                server.images(),
                ids,
                clock,
                scheduler);
    }
}
