package dev.drydock.sandbox.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Passes controllers of version 2 from the server's present cgroup to a directory of our own. But for the root, the kernel
 * lets them go down only from a cgroup without processes, so the server moves to a leaf of its own directory meanwhile.
 *
 * @param current the cgroup that the server was started in
 * @param own our directory in it
 * @param controllers those that {@code current} has and we want
 */
record Delegation(Path current, Path own, Set<String> controllers) {
    static final String LEAF = "server";

    Delegation {
        controllers = Set.copyOf(controllers);
    }

    /** The cgroup that a server was started in, by the one that it is in. */
    static Path origin(Path place) {
        int names = place.getNameCount();
        boolean moved = place.endsWith(LEAF)
                && names > 2
                && place.getName(names - 2).toString().matches(LinuxCgroups.OWN_NAME);
        return moved ? place.resolve("../..").normalize() : place;
    }

    /** What keeps the controllers from being passed on, for people; looks only. */
    Optional<String> obstacle() {
        if (controllers.isEmpty() || isRoot() || isPassedOn(current)) {
            return Optional.empty();
        }
        List<String> strangers = ControlFiles.lines(procs(current)).stream()
                .filter(process -> !isOurs(process))
                .toList();
        return strangers.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "other processes are in the server's cgroup " + current + " (" + String.join(", ", strangers)
                                + "): start the server in one of its own, as systemd-run --scope -p Delegate=yes does");
    }

    /** Passes them on, if that was not done yet; answers why not when it cannot be done, and changes nothing then. */
    Optional<String> pass() {
        Optional<String> obstacle = obstacle();
        if (obstacle.isPresent() || controllers.isEmpty()) {
            return obstacle;
        }
        try {
            if (!isPassedOn(current)) {
                enterLeaf();
                change(current, "+", controllers);
            }
            change(own, "+", controllers);
            return Optional.empty();
        } catch (IOException e) {
            takeBack();
            return Optional.of("the kernel refuses to pass controllers on from " + current + ": " + e.getMessage());
        }
    }

    private void enterLeaf() throws IOException {
        if (!isRoot()) {
            Path leaf = Files.createDirectories(own.resolve(LEAF));
            for (String process : ControlFiles.lines(procs(current))) {
                if (isOurs(process)) {
                    move(process, leaf);
                }
            }
        }
    }

    /** Moves the server back where it was started; a server that did not move stays, and so does one with a neighbour. */
    void takeBack() {
        Path leaf = own.resolve(LEAF);
        boolean alone = ControlFiles.children(current).stream().allMatch(own::equals);
        if (!Files.exists(leaf) || !alone) {
            return;
        }
        try {
            change(own, "-", passedOn(own));
            change(current, "-", passedOn(current));
            for (String process : ControlFiles.lines(procs(leaf))) {
                move(process, current);
            }
        } catch (IOException e) {
            throw ControlFiles.failure("go back from " + leaf, e);
        }
        new Cgroup(List.of(leaf)).remove();
    }

    private static void move(String process, Path directory) throws IOException {
        try {
            ControlFiles.write(procs(directory), process);
        } catch (IOException e) {
            // ESRCH: it has ended meanwhile.
            if (Files.exists(Path.of("/proc", process))) {
                throw e;
            }
        }
    }

    /** All at once: one that threads could share would make the cgroup one that the others cannot leave. */
    private static void change(Path directory, String sign, Set<String> names) throws IOException {
        if (!names.isEmpty()) {
            String text = names.stream().sorted().map(name -> sign + name).collect(Collectors.joining(" "));
            ControlFiles.write(directory.resolve("cgroup.subtree_control"), text);
        }
    }

    private boolean isPassedOn(Path directory) {
        return passedOn(directory).containsAll(controllers);
    }

    private static Set<String> passedOn(Path directory) {
        return ControlFiles.lines(directory.resolve("cgroup.subtree_control")).stream()
                .flatMap(line -> Arrays.stream(line.split(" ", -1)))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
    }

    /** The machine's own root, where the rule about processes does not hold. */
    private boolean isRoot() {
        return Files.notExists(current.resolve("cgroup.type"));
    }

    /** The server and what it has started. */
    private static boolean isOurs(String process) {
        long server = ProcessHandle.current().pid();
        Optional<ProcessHandle> first = ProcessHandle.of(Long.parseLong(process));
        return first.isEmpty()
                || Stream.iterate(first, Optional::isPresent, handle -> handle.flatMap(ProcessHandle::parent))
                        .anyMatch(handle -> handle.orElseThrow().pid() == server);
    }

    private static Path procs(Path directory) {
        return directory.resolve("cgroup.procs");
    }
}
