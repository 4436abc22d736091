package dev.drydock.core.labhost;

import dev.drydock.core.engine.Engine;
import java.nio.file.Path;

/** Port: serves engines on unix sockets with the Docker Engine API. */
public interface EngineEndpoint {
    /** Listens on this path; a stale socket there is replaced. Returns when connections are accepted. */
    void open(LabId lab, Path socket, Engine engine);

    /** Stops listening, ends the lab's connections and removes the socket; unknown labs are ignored. */
    void close(LabId lab);
}
