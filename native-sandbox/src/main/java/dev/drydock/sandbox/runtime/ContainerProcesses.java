package dev.drydock.sandbox.runtime;

import dev.drydock.sandbox.cgroup.Cgroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the processes of one container among those of its lab, by their numbers on the machine. */
final class ContainerProcesses {
    private final Cgroup lab;

    ContainerProcesses(Cgroup lab) {
        this.lab = lab;
    }

    /**
     * Those in the PID namespace of the container's first process, and what descends from them in namespaces of their own.
     *
     * @param firstProcess its number as the lab host sees it
     */
    Set<Integer> of(int firstProcess) {
        Map<Integer, Entry> all = new HashMap<>();
        lab.processes().forEach(pid -> read(pid).ifPresent(entry -> all.put(pid, entry)));
        Optional<String> namespace = all.values().stream()
                .filter(entry -> entry.numberInLab() == firstProcess)
                .map(Entry::namespace)
                .findFirst();
        Set<Integer> found = new HashSet<>();
        all.forEach((pid, entry) -> {
            if (namespace.isPresent() && namespace.get().equals(entry.namespace())) {
                found.add(pid);
            }
        });
        while (addChildren(all, found)) {
            // One generation more.
        }
        return found;
    }

    private static boolean addChildren(Map<Integer, Entry> all, Set<Integer> found) {
        boolean grown = false;
        for (Map.Entry<Integer, Entry> process : all.entrySet()) {
            grown |= found.contains(process.getValue().parent()) && found.add(process.getKey());
        }
        return grown;
    }

    /** Empty when the process has ended meanwhile. */
    private static Optional<Entry> read(int pid) {
        Path directory = Path.of("/proc/" + pid);
        try {
            List<String> status = Files.readAllLines(directory.resolve("status"));
            int[] numbers = numbers(status, "NSpid:");
            int inLab = numbers.length > 1 ? numbers[1] : -1;
            String namespace =
                    Files.readSymbolicLink(directory.resolve("ns/pid")).toString();
            return Optional.of(new Entry(inLab, numbers(status, "PPid:")[0], namespace));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static int[] numbers(List<String> status, String key) {
        return status.stream()
                .filter(line -> line.startsWith(key))
                .flatMap(line ->
                        Arrays.stream(line.substring(key.length()).strip().split("\\s+", -1)))
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    private record Entry(int numberInLab, int parent, String namespace) {}
}
