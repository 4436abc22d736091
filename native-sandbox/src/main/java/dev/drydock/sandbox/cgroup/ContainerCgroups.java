package dev.drydock.sandbox.cgroup;

import dev.drydock.core.container.ResourceSupport;
import dev.drydock.core.container.ResourceSupport.Limit;
import dev.drydock.core.container.Resources;
import dev.drydock.core.error.EngineException.SystemFailure;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The control groups of one lab's containers. They are where Docker has them, so that a lab reads as a Docker host. */
public final class ContainerCgroups {
    private static final String PARENT = "docker";
    private static final String FIRST = "init";

    /** Those that a container gains from; which devices may be opened is the lab's matter. */
    private static final Set<Controller> COUNTING = EnumSet.complementOf(EnumSet.of(Controller.DEVICES));

    private final List<ControlDirectory> lab;
    private final List<ControlDirectory> parents;
    private final Map<String, ContainerCgroup> known = new ConcurrentHashMap<>();

    ContainerCgroups(List<Path> labDirectories) {
        this.lab = useful(labDirectories.stream().map(ControlDirectory::of).toList());
        this.parents = lab.stream().map(directory -> directory.child(PARENT)).toList();
    }

    /** Trees that count or limit. One of version 2 without controllers only serves to freeze, where version 1 cannot. */
    private static List<ControlDirectory> useful(List<ControlDirectory> all) {
        boolean freezer = all.stream()
                .anyMatch(directory -> directory instanceof Version1Directory && directory.has(Controller.FREEZER));
        return all.stream()
                .filter(directory -> switch (directory) {
                    case Version1Directory first -> COUNTING.stream().anyMatch(first::has);
                    case Version2Directory second -> !freezer || hasControllers(second);
                })
                .toList();
    }

    private static boolean hasControllers(ControlDirectory directory) {
        return !ControlFiles.text(directory.path().resolve("cgroup.controllers"))
                .isEmpty();
    }

    /** Whether there are any: a server without root, or in a container, may have none. */
    public boolean areUsable() {
        return !lab.isEmpty();
    }

    void prepare(int uid) {
        for (ControlDirectory directory : lab) {
            ControlDirectory parent = directory.child(PARENT);
            try {
                if (directory instanceof Version2Directory && hasControllers(directory)) {
                    ControlDirectory leaf = directory.child(FIRST);
                    leaf.create();
                    for (String process : ControlFiles.lines(directory.joinFile())) {
                        ControlFiles.write(leaf.joinFile(), process);
                    }
                }
                directory.delegate();
                directory.admit(uid);
                parent.create();
                parent.delegate();
                parent.admit(uid);
            } catch (IOException e) {
                throw ControlFiles.failure("prepare " + directory.path() + " for containers", e);
            }
        }
    }

    /** Makes one with these limits; what was left of an older one of this name is ended and removed. */
    public ContainerCgroup create(String name, Resources resources) {
        List<ControlDirectory> made = new ArrayList<>();
        for (ControlDirectory parent : parents) {
            ControlDirectory directory = parent.child(name);
            try {
                createAnew(directory);
                made.add(directory);
                directory.admit(parent.admitted());
                directory.limit(resources);
            } catch (IOException | SystemFailure e) {
                new ContainerCgroup(made).remove();
                throw failure(directory.path(), e);
            }
        }
        ContainerCgroup group = new ContainerCgroup(made);
        known.put(name, group);
        return group;
    }

    private static void createAnew(ControlDirectory directory) throws IOException {
        try {
            directory.create();
        } catch (FileAlreadyExistsException e) {
            new Cgroup(List.of(directory.path())).remove();
            directory.create();
        }
    }

    private static SystemFailure failure(Path directory, Exception cause) {
        return cause instanceof SystemFailure known
                ? known
                : new SystemFailure("cgroup: cannot make " + directory + ": " + cause.getMessage(), cause);
    }

    /** One that was made before, perhaps by an earlier server. */
    public Optional<ContainerCgroup> find(String name) {
        ContainerCgroup group = known.get(name);
        if (group != null) {
            return Optional.of(group);
        }
        List<ControlDirectory> directories = parents.stream()
                .map(parent -> parent.child(name))
                .filter(directory -> Files.exists(directory.path()))
                .toList();
        return directories.isEmpty() ? Optional.empty() : Optional.of(new ContainerCgroup(directories));
    }

    /** Kills what is left in one and removes it; one that is gone is fine. */
    public void remove(String name) {
        find(name).ifPresent(ContainerCgroup::remove);
        known.remove(name);
    }

    /** The names of all. */
    public Set<String> names() {
        return parents.stream()
                .flatMap(parent -> ControlFiles.children(parent.path()).stream())
                .map(path -> path.getFileName().toString())
                .collect(Collectors.toSet());
    }

    /** Which limits a container can have here. */
    public ResourceSupport support() {
        Set<Limit> limits = EnumSet.noneOf(Limit.class);
        has(limits, Limit.MEMORY, "memory.limit_in_bytes", "memory.max");
        has(limits, Limit.MEMORY_RESERVATION, "memory.soft_limit_in_bytes", "memory.low");
        has(limits, Limit.SWAP, "memory.memsw.limit_in_bytes", "memory.swap.max");
        has(limits, Limit.SWAPPINESS, "memory.swappiness");
        has(limits, Limit.CPU_QUOTA, "cpu.cfs_quota_us", "cpu.max");
        has(limits, Limit.CPU_SHARES, "cpu.shares", "cpu.weight");
        has(limits, Limit.CPUSET, "cpuset.cpus");
        has(limits, Limit.PIDS, "pids.max");
        // Of version 1 Docker knows that file alone, which went from the kernel with the scheduler that it was for.
        has(limits, Limit.BLKIO_WEIGHT, "blkio.weight", "io.weight", "io.bfq.weight");
        Usage usage = new Usage();
        lab.forEach(directory -> directory.read(usage));
        return new ResourceSupport(
                Machine.processors(),
                memoryNodes(),
                usage.memory(Machine.memory()).limit(),
                limits);
    }

    private void has(Set<Limit> limits, Limit limit, String... files) {
        for (String file : files) {
            if (lab.stream().anyMatch(directory -> Files.exists(directory.path().resolve(file)))) {
                limits.add(limit);
            }
        }
    }

    private String memoryNodes() {
        return lab.stream()
                .map(directory -> ControlFiles.text(directory.path().resolve("cpuset.mems")))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("0");
    }
}
