package dev.drydock.sandbox.cgroup;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One mounted cgroup tree and the place of this process in it.
 *
 * @param unified whether it is the tree of version 2
 * @param controllers version 1: those mounted here; version 2: those available in the present cgroup
 * @param current directory of the cgroup that this process was started in
 */
record Hierarchy(boolean unified, Set<String> controllers, Path current) {
    Hierarchy {
        controllers = Set.copyOf(controllers);
    }

    /**
     * Reads the trees from the text of {@code /proc/self/cgroup} and {@code /proc/self/mountinfo}.
     *
     * @param available controllers of a version 2 cgroup, by its directory
     */
    static List<Hierarchy> parse(List<String> cgroup, List<String> mountinfo, Availability available) {
        List<Hierarchy> trees = new ArrayList<>();
        for (String line : cgroup) {
            String[] parts = line.split(":", 3);
            boolean unified = parts[1].isEmpty();
            Set<String> names = unified ? Set.of() : Set.of(parts[1].split(",", -1));
            findMount(mountinfo, unified, names)
                    .map(mount -> mount.resolve(parts[2]))
                    .map(path -> unified ? Delegation.origin(path) : path)
                    .map(path -> new Hierarchy(unified, unified ? available.controllers(path) : names, path))
                    .ifPresent(trees::add);
        }
        return trees;
    }

    private static Optional<MountPoint> findMount(List<String> mountinfo, boolean unified, Set<String> controllers) {
        for (String line : mountinfo) {
            String[] halves = line.split(" - ", 2);
            String[] mount = halves[0].split(" ", -1);
            String[] source = halves[1].split(" ", -1);
            boolean fits = unified
                    ? source[0].equals("cgroup2")
                    : source[0].equals("cgroup")
                            && Set.of(source[2].split(",", -1)).containsAll(controllers);
            if (fits) {
                return Optional.of(new MountPoint(mount[3], Path.of(mount[4])));
            }
        }
        return Optional.empty();
    }

    /** Tells the controllers of a version 2 cgroup. */
    interface Availability {
        Set<String> controllers(Path directory);
    }

    /** @param root the cgroup that is visible at the mount point */
    private record MountPoint(String root, Path path) {
        Path resolve(String cgroup) {
            String below = !root.equals("/") && cgroup.startsWith(root) ? cgroup.substring(root.length()) : cgroup;
            return path.resolve("." + (below.startsWith("/") ? below : "/" + below))
                    .normalize();
        }
    }
}
