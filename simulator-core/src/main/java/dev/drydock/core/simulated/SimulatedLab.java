package dev.drydock.core.simulated;

import dev.drydock.core.container.ContainerId;
import dev.drydock.core.container.ContainerState;
import dev.drydock.core.container.StoredContainer;
import dev.drydock.core.egress.EgressNames;
import dev.drydock.core.egress.EgressRules;
import dev.drydock.core.engine.Engine;
import dev.drydock.core.engine.EnginePorts;
import dev.drydock.core.id.IdSource;
import dev.drydock.core.network.Overlays;
import dev.drydock.core.time.Scheduler;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** The simulated machine of one lab. Engines come and go on it, as servers do on a real one. */
public final class SimulatedLab {
    private final InMemoryScratch scratch = new InMemoryScratch();
    private final SimulatedServer server;
    /** Containers that ran paused when they were told to run again. */
    private final List<ContainerId> paused = new ArrayList<>();

    private final InMemoryImageStore imageStore = new InMemoryImageStore();
    private final InMemoryContainerStore containerStore = new InMemoryContainerStore();
    private final InMemoryNetworkStore networkStore = new InMemoryNetworkStore();
    private final InMemoryVolumeStore volumeStore = new InMemoryVolumeStore();
    private final SimulatedVolumeFiles volumeFiles;
    private final SimulatedNameServers nameServers = new SimulatedNameServers();
    private EgressNames egress = new EgressNames(EgressRules.NOTHING);
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
        volumeFiles = new SimulatedVolumeFiles();
        runtime = newRuntime();
    }

    /** With what another one keeps; nothing runs. */
    private SimulatedLab(SimulatedLab other) {
        server = other.server;
        ids = other.ids;
        clock = other.clock;
        scheduler = other.scheduler;
        writableLayers = other.writableLayers.copy();
        volumeFiles = other.volumeFiles.copy();
        other.containerStore.load().forEach(containerStore::save);
        other.networkStore.load().forEach(networkStore::save);
        other.volumeStore.load().forEach(volumeStore::save);
        other.imageStore.load().ifPresent(imageStore::initialise);
        paused.addAll(other.paused);
        runtime = newRuntime();
    }

    /** A lab of its own with the same files. */
    SimulatedLab copy() {
        return new SimulatedLab(this);
    }

    /** Has the next engine run what runs now. */
    void runAgain() {
        for (StoredContainer stored : containerStore.load()) {
            stored.toRunAgain(clock.instant()).ifPresent(containerStore::save);
            if (stored.container().state() instanceof ContainerState.Paused && !stored.pausedByCommit()) {
                paused.add(stored.container().id());
            }
        }
    }

    /** Opens an engine on a machine that was switched on again. */
    Engine restart() {
        reboot();
        Engine engine = open();
        paused.forEach(id -> engine.containers().pause(id.value()));
        paused.clear();
        return engine;
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

    /** Those that its containers can reach. */
    public SimulatedNameServers nameServers() {
        return nameServers;
    }

    /** What the next engine lets it reach outside. */
    public void permit(EgressRules rules) {
        egress = new EgressNames(rules);
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
                Overlays.Member.alone(networkStore),
                volumeStore,
                volumeFiles,
                imageStore,
                server.content(),
                server.registries(),
                egress,
                nameServers,
                () -> {},
                scratch,
                server.images(),
                ids,
                clock,
                scheduler);
    }
}
