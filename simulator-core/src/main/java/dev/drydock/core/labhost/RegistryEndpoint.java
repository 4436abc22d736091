package dev.drydock.core.labhost;

import java.nio.file.Path;

/** Port: serves the server's registry to lab hosts, each on a unix socket of its own, which says who is asking. */
public interface RegistryEndpoint {
    /** Name of the registry on the labs' network. */
    String HOST = "registry.lab";

    /** Its port there. */
    int PORT = 5000;

    /** Listens on this path; a stale socket there is replaced. Returns when connections are accepted. */
    void open(LabId lab, Path socket);

    /** Stops listening, ends the lab's connections and removes the socket; unknown labs are ignored. */
    void close(LabId lab);
}
