package dev.drydock.sandbox.cgroup;

import dev.drydock.core.reference.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The machine's control groups. A lab gets a cgroup in every tree: what it mounts then shows its own processes only.
 * Limits are set in whichever trees hold their controllers; a tree of version 2 is used even without controllers, because
 * it can kill a whole group at once.
 */
public final class LinuxCgroups implements Cgroups {
    /** The names that {@link #nameFor} gives. */
    static final String OWN_NAME = "drydock-[0-9a-f]{12}";

    private static final Logger LOG = LoggerFactory.getLogger(LinuxCgroups.class);
    private static final Set<String> LIMITERS = Set.of("memory", "pids", "cpu", "cpuset", "io");

    private final MemoryWatch memory = new MemoryWatch();
    private final List<Hierarchy> trees;
    private final String ownName;
    private final boolean someAreClosed;

    private LinuxCgroups(List<Hierarchy> trees, String ownName, boolean someAreClosed) {
        this.trees = trees;
        this.ownName = ownName;
        this.someAreClosed = someAreClosed;
    }

    /**
     * Finds the trees that this process is in.
     *
     * @param data the server's data directory: each has a directory of its own in every tree
     */
    public static LinuxCgroups detect(Path data) {
        try {
            List<Hierarchy> all = Hierarchy.parse(
                    Files.readAllLines(Path.of("/proc/self/cgroup")),
                    Files.readAllLines(Path.of("/proc/self/mountinfo")),
                    LinuxCgroups::available);
            // Others are looked at and left alone: those of a container are often read-only, those of a user not
            // theirs.
            List<Hierarchy> usable = all.stream()
                    .filter(tree -> Files.isWritable(tree.current()))
                    .toList();
            return new LinuxCgroups(usable, nameFor(data), all.size() > usable.size());
        } catch (IOException e) {
            throw ControlFiles.failure("find the trees", e);
        }
    }

    /** The directory of our own that the server of this data directory has in every tree. */
    public static String nameFor(Path data) {
        byte[] name = data.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8);
        return "drydock-" + Digest.ofBytes(name).hex().substring(0, 12);
    }

    private static Set<String> available(Path directory) {
        return ControlFiles.lines(directory.resolve("cgroup.controllers")).stream()
                .flatMap(line -> Arrays.stream(line.split(" ", -1)))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
    }

    @Override
    public Cgroup create(String name, LabLimits limits) {
        List<Path> directories = new ArrayList<>();
        for (Hierarchy tree : trees) {
            Path directory = own(tree).resolve(name);
            if (Files.exists(directory)) {
                new Cgroup(List.of(directory)).remove();
            }
            prepareOwn(tree);
            try {
                ControlDirectory made = ControlDirectory.of(own(tree)).child(name);
                made.create();
                if (made instanceof Version1Directory first) {
                    first.takeParentsProcessors();
                    first.allowOnlyOrdinaryDevices();
                }
            } catch (IOException e) {
                new Cgroup(directories).remove();
                throw ControlFiles.failure("make " + directory, e);
            }
            directories.add(directory);
            limit(tree, directory, limits);
        }
        return new Cgroup(directories);
    }

    @Override
    public Cgroup open(List<Path> directories) {
        return new Cgroup(directories);
    }

    @Override
    public Set<String> controllers() {
        return trees.stream()
                .filter(tree -> obstacle(tree).isEmpty())
                .flatMap(tree -> tree.controllers().stream())
                .filter(LIMITERS::contains)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public MemoryWatch memoryWatch() {
        return memory;
    }

    @Override
    public Optional<String> obstacle() {
        return trees.stream()
                .flatMap(tree -> obstacle(tree).stream())
                .findFirst()
                .or(() -> someAreClosed
                        ? Optional.of("the server may not write to the machine's control groups")
                        : Optional.empty());
    }

    @Override
    public boolean canFreeze() {
        return trees.stream()
                .anyMatch(tree -> tree.unified() || tree.controllers().contains("freezer"));
    }

    @Override
    public String version() {
        boolean first = trees.stream().anyMatch(tree -> !tree.unified());
        boolean second = trees.stream().anyMatch(Hierarchy::unified);
        if (first && second) {
            return "hybrid";
        }
        return second ? "v2" : first ? "v1" : "none";
    }

    @Override
    public void removeAllBut(Set<String> names) {
        for (Hierarchy tree : trees) {
            Path own = own(tree);
            for (Path child : ControlFiles.children(own)) {
                String name = child.getFileName().toString();
                if (!names.contains(name) && !name.equals(Delegation.LEAF)) {
                    new Cgroup(List.of(child)).remove();
                }
            }
            if (tree.unified() && ControlFiles.children(own).equals(List.of(own.resolve(Delegation.LEAF)))) {
                delegation(tree).takeBack();
            }
            if (Files.exists(own) && ControlFiles.children(own).isEmpty()) {
                new Cgroup(List.of(own)).remove();
            }
        }
    }

    private Path own(Hierarchy tree) {
        return tree.current().resolve(ownName);
    }

    private synchronized void prepareOwn(Hierarchy tree) {
        Path own = own(tree);
        try {
            if (Files.notExists(own)) {
                ControlDirectory made = ControlDirectory.of(tree.current()).child(ownName);
                made.create();
                if (made instanceof Version1Directory first) {
                    first.takeParentsProcessors();
                }
            }
        } catch (IOException e) {
            throw ControlFiles.failure("make " + own, e);
        }
        if (tree.unified()) {
            passOn(tree);
        }
    }

    private synchronized void passOn(Hierarchy tree) {
        Delegation delegation = delegation(tree);
        delegation
                .pass()
                .ifPresent(reason -> LOG.warn(
                        "lab hosts have no limit of {}: {}", String.join(", ", delegation.controllers()), reason));
    }

    private Optional<String> obstacle(Hierarchy tree) {
        return tree.unified() ? delegation(tree).obstacle() : Optional.empty();
    }

    private Delegation delegation(Hierarchy tree) {
        return new Delegation(
                tree.current(),
                own(tree),
                tree.controllers().stream().filter(LIMITERS::contains).collect(Collectors.toSet()));
    }

    private static void limit(Hierarchy tree, Path directory, LabLimits limits) {
        String suffix = tree.unified() ? ".max" : ".limit_in_bytes";
        if (limits.memoryBytes() > 0) {
            ControlFiles.writeIfThere(directory.resolve("memory" + suffix), Long.toString(limits.memoryBytes()));
            ControlFiles.writeIfThere(
                    directory.resolve("memory.memsw.limit_in_bytes"), Long.toString(limits.memoryBytes()));
            ControlFiles.writeIfThere(directory.resolve("memory.swap.max"), "0");
            ControlFiles.writeIfThere(directory.resolve("memory.swappiness"), "0");
        }
        if (limits.pids() > 0) {
            ControlFiles.writeIfThere(directory.resolve("pids.max"), Long.toString(limits.pids()));
        }
        if (limits.cpus() > 0) {
            long period = 100_000;
            long quota = Math.max(1000, Math.round(limits.cpus() * period));
            ControlFiles.writeIfThere(directory.resolve("cpu.max"), quota + " " + period);
            ControlFiles.writeIfThere(directory.resolve("cpu.cfs_quota_us"), Long.toString(quota));
        }
    }
}
