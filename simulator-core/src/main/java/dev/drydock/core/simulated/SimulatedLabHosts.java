package dev.drydock.core.simulated;

import dev.drydock.core.engine.Engine;
import dev.drydock.core.id.IdSource;
import dev.drydock.core.labhost.EngineEndpoint;
import dev.drydock.core.labhost.LabHost;
import dev.drydock.core.labhost.LabHosts;
import dev.drydock.core.labhost.LabId;
import dev.drydock.core.labhost.LabSnapshots;
import dev.drydock.core.labhost.SnapshotLimits;
import dev.drydock.core.time.Scheduler;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Lab hosts without a machine: simulated engines behind real sockets. */
public final class SimulatedLabHosts implements LabHosts {
    private final Path directory;
    private final EngineEndpoint endpoint;
    private final IdSource ids;
    private final InstantSource clock;
    private final Scheduler scheduler;
    private final SimulatedServer server = new SimulatedServer();
    private final Map<LabId, SimulatedLabHost> hosts = new ConcurrentHashMap<>();
    /** What each keeps, whether it runs or not. */
    private final Map<LabId, SimulatedLab> labs = new ConcurrentHashMap<>();

    /** @param directory where the sockets are, one folder for each lab */
    public SimulatedLabHosts(
            Path directory, EngineEndpoint endpoint, IdSource ids, InstantSource clock, Scheduler scheduler) {
        this.directory = directory;
        this.endpoint = endpoint;
        this.ids = ids;
        this.clock = clock;
        this.scheduler = scheduler;
    }

    @Override
    public LabHost start(LabId id) {
        return hosts.computeIfAbsent(id, this::open);
    }

    private SimulatedLabHost open(LabId id) {
        Engine engine = labs.computeIfAbsent(id, _ -> new SimulatedLab(server, ids, clock, scheduler))
                .restart();
        SimulatedLabHost host = new SimulatedLabHost(id, engine, directory.resolve(id.value()), clock);
        endpoint.open(id, host.engineSocket(), engine);
        return host;
    }

    @Override
    public Optional<LabHost> find(LabId id) {
        return Optional.ofNullable(hosts.get(id));
    }

    @Override
    public boolean isMade(LabId id) {
        return labs.containsKey(id);
    }

    @Override
    public List<LabHost> list() {
        return hosts.values().stream()
                .sorted(Comparator.comparing((LabHost host) -> host.id().value()))
                .<LabHost>map(host -> host)
                .toList();
    }

    @Override
    public void stop(LabId id) {
        SimulatedLabHost host = hosts.remove(id);
        if (host != null) {
            endpoint.close(id);
            host.close();
        }
    }

    @Override
    public void suspend(LabId id) {
        if (hosts.containsKey(id)) {
            lab(id).runAgain();
        }
        stop(id);
    }

    @Override
    public void remove(LabId id) {
        stop(id);
        labs.remove(id);
    }

    /** What a lab host keeps that was made. */
    SimulatedLab lab(LabId id) {
        return Objects.requireNonNull(labs.get(id), id::value);
    }

    /** Ends a lab host and gives it what another keeps. */
    void replace(LabId id, SimulatedLab kept) {
        stop(id);
        labs.put(id, kept);
    }

    /** Snapshots of these lab hosts. */
    public LabSnapshots snapshots(SnapshotLimits limits) {
        return new SimulatedLabSnapshots(this, limits, clock);
    }
}
