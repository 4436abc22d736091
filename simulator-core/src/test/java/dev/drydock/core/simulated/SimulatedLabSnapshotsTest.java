package dev.drydock.core.simulated;

import dev.drydock.core.engine.Engine;
import dev.drydock.core.id.RandomIds;
import dev.drydock.core.labhost.EngineEndpoint;
import dev.drydock.core.labhost.LabHosts;
import dev.drydock.core.labhost.LabId;
import dev.drydock.core.labhost.LabSnapshots;
import dev.drydock.core.labhost.LabSnapshotsContract;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SimulatedLabSnapshotsTest extends LabSnapshotsContract {
    @TempDir
    private Path directory;

    private final ManualScheduler time = new ManualScheduler(Instant.parse("2026-03-01T08:00:00Z"));
    private SimulatedLabHosts hosts;
    private LabSnapshots snapshots;

    @BeforeEach
    void open() {
        hosts = new SimulatedLabHosts(directory, new NoEndpoint(), new RandomIds(), time, time);
        snapshots = hosts.snapshots(TWO);
    }

    @Override
    protected LabHosts hosts() {
        return hosts;
    }

    @Override
    protected LabSnapshots snapshots() {
        return snapshots;
    }

    /** Nobody connects to these engines. */
    private static final class NoEndpoint implements EngineEndpoint {
        @Override
        public void open(LabId lab, Path socket, Engine engine) {}

        @Override
        public void close(LabId lab) {}
    }
}
