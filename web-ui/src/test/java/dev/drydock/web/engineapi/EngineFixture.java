package dev.drydock.web.engineapi;

import dev.drydock.core.engine.Engine;
import dev.drydock.core.id.RandomIds;
import dev.drydock.core.labhost.LabId;
import dev.drydock.core.simulated.SimulatedLab;
import dev.drydock.core.simulated.SimulatedServer;
import dev.drydock.core.time.ThreadScheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** An engine server with one simulated lab behind a socket in a directory of its own. */
final class EngineFixture implements AutoCloseable {
    static final LabId LAB = new LabId("lab");

    private final Path directory;
    private final EngineServer server;
    private final ThreadScheduler scheduler = new ThreadScheduler();
    private final SimulatedServer content = new SimulatedServer();
    private final Engine engine;

    EngineFixture() throws IOException {
        this(EngineServer.CONNECTIONS_PER_LAB);
    }

    EngineFixture(int connectionsPerLab) throws IOException {
        this(connectionsPerLab, InstantSource.system());
    }

    EngineFixture(int connectionsPerLab, InstantSource clock) throws IOException {
        // Below /tmp: a socket's path has at most 107 bytes.
        directory = Files.createTempDirectory(Path.of("/tmp"), "drydock-api-");
        server = new EngineServer(clock, "0.1.0", connectionsPerLab);
        server.start();
        engine = newEngine();
        server.open(LAB, socket(), engine);
    }

    Engine newEngine() {
        return new SimulatedLab(content, new RandomIds(), InstantSource.system(), scheduler).open();
    }

    /** What every lab has as {@code daemon.json} from now on. */
    void daemonFile(String json) {
        content.daemonFile(json);
    }

    EngineServer server() {
        return server;
    }

    Engine engine() {
        return engine;
    }

    Path socket() {
        return socket("docker");
    }

    Path socket(String name) {
        return directory.resolve(name + ".sock");
    }

    @Override
    public void close() throws IOException {
        server.close();
        scheduler.close();
        Files.deleteIfExists(directory);
    }
}
