package dev.drydock.core.offline;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** Port: runs a script as root in a root file system, where it can reach nothing else: no network, nothing of this machine. */
public interface RootBuilder {
    /**
     * Runs it to its end.
     *
     * @throws dev.drydock.core.error.EngineException.SystemFailure when it ends with another code than 0, with its last words
     */
    void build(Job job) throws IOException;

    /**
     * What is to be done.
     *
     * @param root a tar of the root file system before
     * @param script absolute path of a file in it, for {@code /bin/sh}
     * @param time what the script's programs take for now when they note it in files, in whole seconds
     * @param result where a tar of the root file system after it is written
     */
    record Job(Path root, String script, Instant time, Path result) {}
}
