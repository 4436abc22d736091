package dev.drydock.sandbox.cgroup;

import dev.drydock.core.container.Resources;
import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.sandbox.linux.Descriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The control group of one container. */
public final class ContainerCgroup {
    private final List<ControlDirectory> directories;
    private final Cgroup all;

    ContainerCgroup(List<ControlDirectory> directories) {
        this.directories = List.copyOf(directories);
        this.all = new Cgroup(directories.stream().map(ControlDirectory::path).toList());
    }

    /** The files that a process with one thread writes {@code 0} to in order to join, in this order. */
    public List<Path> joinFiles() {
        return directories.stream().map(ControlDirectory::joinFile).toList();
    }

    /** Opens what labd needs to have processes in it, in this order. */
    public List<Descriptor> openForLabd() {
        return directories.stream().map(ControlDirectory::openForLabd).toList();
    }

    /** Gives its processes other limits. */
    public void limit(Resources resources) {
        directories.forEach(directory -> directory.limit(resources));
    }

    public Usage usage() {
        Usage usage = new Usage();
        directories.forEach(directory -> directory.read(usage));
        return usage;
    }

    /** Its processes, as the machine numbers them. */
    public Collection<Integer> processes() {
        return all.processes();
    }

    /** How many of its processes the kernel has killed because memory was used up. */
    public long oomKills() {
        return directories.stream().mapToLong(ControlDirectory::oomKills).sum();
    }

    /** Where its memory is counted; empty where no tree does. */
    Optional<ControlDirectory> memory() {
        return directories.stream()
                .filter(directory -> directory.has(Controller.MEMORY))
                .findFirst();
    }

    /** Whether it was removed. */
    public boolean isGone() {
        return directories.stream().noneMatch(directory -> Files.exists(directory.path()));
    }

    /** Stops every process, also those that are made meanwhile. */
    public void freeze() {
        ControlDirectory directory = directories.stream()
                .filter(candidate -> candidate.has(Controller.FREEZER))
                .findFirst()
                .orElseThrow(() -> new SystemFailure("cgroup: this kernel has no way to freeze processes"));
        try {
            Freezer.of(directory.path()).freeze();
        } catch (IOException e) {
            throw ControlFiles.failure("freeze " + directory.path(), e);
        }
    }

    /** Lets frozen processes go on. */
    public void thaw() {
        for (ControlDirectory directory : directories) {
            if (directory.has(Controller.FREEZER)) {
                try {
                    Freezer.of(directory.path()).thaw();
                } catch (IOException e) {
                    // A container that has just been killed may be cleared away meanwhile.
                    if (Files.exists(directory.path())) {
                        throw ControlFiles.failure("thaw " + directory.path(), e);
                    }
                }
            }
        }
    }

    /** Kills what is left in it and removes it; one that is gone is fine. */
    void remove() {
        for (ControlDirectory directory : directories) {
            try {
                Files.deleteIfExists(directory.path());
            } catch (IOException e) {
                // Processes are in it, or were a moment ago.
                all.remove();
                return;
            }
        }
    }
}
