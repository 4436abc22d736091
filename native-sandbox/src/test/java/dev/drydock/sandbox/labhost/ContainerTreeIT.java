package dev.drydock.sandbox.labhost;

import dev.drydock.core.container.ContainerId;
import dev.drydock.core.container.ContainerRuntime;
import dev.drydock.core.container.ContainerTreeContract;
import dev.drydock.core.container.LogConfig;
import dev.drydock.core.container.WritableLayers;
import dev.drydock.core.id.RandomIds;
import dev.drydock.core.labhost.LabId;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** The files of real containers keep the contract of all. */
@Tag("kernel")
class ContainerTreeIT extends ContainerTreeContract {
    private static TestServer server;
    private static TestServer.Bare lab;

    private final RandomIds ids = new RandomIds();

    @BeforeAll
    static void startServer() {
        server = TestServer.start();
        lab = server.startBare(new LabId("contract"));
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Override
    protected ContainerRuntime runtime() {
        return lab.runtime();
    }

    @Override
    protected WritableLayers layers() {
        return lab.layers();
    }

    @Override
    protected ContainerId created() {
        ContainerId id = new ContainerId(ids.next());
        lab.layers().create(id, Optional.of(server.busybox()));
        lab.runtime().create(id, LogConfig.LIMIT);
        return id;
    }
}
