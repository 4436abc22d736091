package dev.drydock.core.distribution;

import java.io.IOException;
import java.util.Optional;

/** Port: {@code /etc/docker/daemon.json} of a lab host, which its student writes, as it is now. */
public interface DaemonFile {
    /** Bytes; one that is larger cannot be read. */
    int LIMIT = 64 * 1024;

    String PATH = "/etc/docker/daemon.json";

    /** Of a lab host that has none. */
    DaemonFile NONE = Optional::empty;

    /**
     * What is in it; empty when there is none.
     *
     * @throws IOException saying why, as Go does, when there is something that cannot be read
     */
    Optional<byte[]> read() throws IOException;
}
