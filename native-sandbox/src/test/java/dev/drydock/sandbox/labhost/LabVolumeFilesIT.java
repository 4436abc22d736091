package dev.drydock.sandbox.labhost;

import dev.drydock.core.labhost.LabId;
import dev.drydock.core.volume.VolumeFiles;
import dev.drydock.core.volume.VolumeFilesContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

@Tag("kernel")
class LabVolumeFilesIT extends VolumeFilesContract {
    private static final LabId LAB = new LabId("volumes");
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        server.startBare(LAB);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    protected VolumeFiles files() {
        return server.bare(LAB).volumes();
    }
}
