package dev.drydock.sandbox.runtime;

import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.sandbox.libc.Errno;
import dev.drydock.sandbox.libc.SyscallException;
import dev.drydock.sandbox.linux.Descriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files that a lab keeps for each process: its log, which is on the lab's disk, and for a container what its processes
 * may do, which is the server's own.
 */
public final class ProcessFiles {
    /** What is kept of the output of one process. */
    public static final long LOG_LIMIT = 16L * 1024 * 1024;

    private final Path directory;
    private final Path logs;

    /**
     * @param directory for the server's own files
     * @param logs directory on the lab's disk
     */
    public ProcessFiles(Path directory, Path logs) {
        this.directory = directory;
        this.logs = logs;
    }

    /** Makes the directories. */
    public void prepare() {
        try {
            Files.createDirectories(directory);
            Files.createDirectories(logs);
        } catch (IOException e) {
            throw new SystemFailure("cannot make the directories of the processes' files: " + e, e);
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

    Path confinement(String name) {
        return directory.resolve(name + ".confinement");
    }

    void remove(String name) {
        try {
            Files.deleteIfExists(log(name));
            Files.deleteIfExists(confinement(name));
        } catch (IOException e) {
            throw new SystemFailure("cannot remove the files of " + name + ": " + e, e);
        }
    }

    private Path log(String name) {
        return logs.resolve(name + ".log");
    }
}
