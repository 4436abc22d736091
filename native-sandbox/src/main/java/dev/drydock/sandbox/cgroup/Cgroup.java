package dev.drydock.sandbox.cgroup;

import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.sandbox.libc.Errno;
import dev.drydock.sandbox.libc.Libc;
import dev.drydock.sandbox.libc.SyscallException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** One control group: a directory in each tree that is in use. Cgroups below it belong to it. */
public final class Cgroup {
    private static final int SIGKILL = 9;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<Path> directories;

    Cgroup(List<Path> directories) {
        this.directories = List.copyOf(directories);
    }

    public List<Path> directories() {
        return directories;
    }

    /** The files that a process with one thread writes {@code 0} to in order to join. */
    public List<Path> processFiles() {
        return directories.stream()
                .map(directory -> ControlDirectory.of(directory).joinFile())
                .toList();
    }

    /** The processes in it and below it, as the machine numbers them. */
    public Collection<Integer> processes() {
        TreeSet<Integer> all = new TreeSet<>();
        directories.forEach(directory -> collect(directory, all));
        return all;
    }

    /**
     * Makes room for containers below, after the lab's first process is in its own cgroup namespace: version 2 gives
     * controllers only to the children of a cgroup without processes.
     *
     * @param uid the machine's id of the lab's root, who may move processes between the lab's containers from then on
     */
    public ContainerCgroups prepareContainers(int uid) {
        ContainerCgroups containers = containers();
        containers.prepare(uid);
        return containers;
    }

    /** Those of the lab's containers. */
    public ContainerCgroups containers() {
        return new ContainerCgroups(directories);
    }

    /** Kills every process in it and waits until they are gone. */
    public void kill() {
        directories.forEach(this::killTree);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (long pause = 1; !processes().isEmpty(); pause = Math.min(2 * pause, 50)) {
            if (System.nanoTime() > deadline) {
                throw new SystemFailure(
                        "cgroup: processes of " + directories.getFirst() + " do not end: " + processes());
            }
            pause(pause);
            directories.forEach(this::killTree);
        }
    }

    /** Kills what is left in it and removes it; one that is gone is fine. */
    public void remove() {
        kill();
        directories.forEach(this::removeTree);
    }

    private static void collect(Path directory, Set<Integer> all) {
        ControlFiles.lines(directory.resolve("cgroup.procs")).forEach(line -> all.add(Integer.parseInt(line)));
        ControlFiles.children(directory).forEach(child -> collect(child, all));
    }

    private void killTree(Path directory) {
        ControlFiles.children(directory).forEach(this::killTree);
        try {
            if (Files.exists(directory.resolve("cgroup.kill"))) {
                ControlFiles.write(directory.resolve("cgroup.kill"), "1");
                return;
            }
            // A process frozen by version 1 does not die before it is thawed.
            Freezer.of(directory).thaw();
        } catch (IOException e) {
            if (Files.exists(directory)) {
                throw ControlFiles.failure("kill " + directory, e);
            }
        }
        for (String process : ControlFiles.lines(directory.resolve("cgroup.procs"))) {
            kill(Integer.parseInt(process));
        }
    }

    private static void kill(int process) {
        try {
            Libc.kill(process, SIGKILL);
        } catch (SyscallException e) {
            if (e.errno() != Errno.ESRCH) {
                throw new SystemFailure("cgroup: " + e.getMessage(), e);
            }
        }
    }

    /** A cgroup is busy for a moment after its last process has ended. */
    private void removeTree(Path directory) {
        ControlFiles.children(directory).forEach(this::removeTree);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (long pause = 1; ; pause = Math.min(2 * pause, 50)) {
            try {
                Files.deleteIfExists(directory);
                return;
            } catch (IOException e) {
                if (System.nanoTime() > deadline) {
                    throw ControlFiles.failure("remove " + directory, e);
                }
                pause(pause);
            }
        }
    }

    private static void pause(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SystemFailure("cgroup: interrupted while waiting for processes to end", e);
        }
    }
}
