package dev.drydock.sandbox.labhost;

import dev.drydock.core.labhost.LabHosts;
import dev.drydock.core.labhost.LabSnapshots;
import dev.drydock.core.labhost.LabSnapshotsContract;
import dev.drydock.core.labhost.MachineRoom;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

@Tag("kernel")
class LinuxLabSnapshotsIT extends LabSnapshotsContract {
    private static TestServer server;

    @BeforeAll
    static void startServer() {
        server = TestServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @AfterEach
    void removeLabs() {
        for (int number = 3; number >= 1; number--) {
            server.hosts().remove(ANNA.host(number));
        }
    }

    @Override
    protected LabHosts hosts() {
        return server.hosts();
    }

    @Override
    protected LabSnapshots snapshots() {
        return server.hosts().snapshots(TWO, MachineRoom.UNLIMITED, Clock.systemUTC());
    }
}
