package dev.drydock.sandbox.labhost;

import dev.drydock.core.container.ContainerId;
import dev.drydock.core.container.ContainerRuntime;
import dev.drydock.core.container.ContainerRuntimeContract;
import dev.drydock.core.id.RandomIds;
import dev.drydock.core.labhost.LabId;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** The real runtime keeps the contract of all runtimes, in a fresh lab host for each test. */
@Tag("kernel")
class LinuxRuntimeIT extends ContainerRuntimeContract {
    private static final LabId LAB = new LabId("contract");
    private static TestServer server;

    private final RandomIds ids = new RandomIds();

    @BeforeAll
    static void startServer() {
        server = TestServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @AfterEach
    void removeLab() {
        server.hosts().remove(LAB);
    }

    @Override
    protected ContainerRuntime runtime() {
        return server.startBare(LAB).runtime();
    }

    @Override
    protected ContainerId newContainer() {
        ContainerId id = new ContainerId(ids.next());
        server.bare(LAB).layers().create(id, Optional.of(server.busybox()));
        return id;
    }
}
