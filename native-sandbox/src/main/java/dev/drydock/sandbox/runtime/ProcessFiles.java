package dev.drydock.sandbox.runtime;

import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.sandbox.libc.Errno;
import dev.drydock.sandbox.libc.SyscallException;
import dev.drydock.sandbox.linux.Descriptor;
import dev.drydock.sandbox.linux.FileNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files that a lab keeps for each process: its log, which is on the lab's disk. */
public final class ProcessFiles {
    private static final String LOG = ".log";

    private final Path logs;

    /** @param logs directory on the lab's disk */
    public ProcessFiles(Path logs) {
        this.logs = logs;
    }

    /** Makes the directory. */
    public void prepare() {
        try {
            Files.createDirectories(logs);
        } catch (IOException e) {
            throw new SystemFailure("cannot make the directory of the processes' logs: " + e, e);
        }
    }

    /**
     * Opens the log for labd, made when it is missing. On a disk that can take no further file it is one in memory, which
     * counts for the lab: who wants to clean up needs terminals.
     */
    public Descriptor openLog(String name) {
        try {
            return Descriptor.openOrCreate(log(name));
        } catch (SyscallException e) {
            if (e.errno() == Errno.ENOSPC) {
                return Descriptor.inMemory(name);
            }
            throw new SystemFailure("cannot open the log of " + name + ": " + e.getMessage(), e);
        }
    }

    /** Removes the log; one that is not there is fine. */
    public void remove(String name) {
        try {
            Files.deleteIfExists(log(name));
        } catch (IOException e) {
            throw new SystemFailure("cannot remove the files of " + name + ": " + e, e);
        }
    }

    /** The names of all processes that have files. */
    Set<String> names() {
        try (Stream<Path> all = Files.list(logs)) {
            return all.map(FileNames::lastName)
                    .filter(file -> file.endsWith(LOG))
                    .map(file -> file.substring(0, file.length() - LOG.length()))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new SystemFailure("cannot list the logs of the processes: " + e, e);
        }
    }

    private Path log(String name) {
        return logs.resolve(name + LOG);
    }
}
