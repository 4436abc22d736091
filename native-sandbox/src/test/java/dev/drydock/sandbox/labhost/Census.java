package dev.drydock.sandbox.labhost;

import dev.drydock.core.labhost.LabId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How much of everything a lab host has that could be left over. */
final class Census {
    /** Depends also on how many connections a server happens to keep. */
    static final String CONNECTIONS = "descriptors of labd";

    private static final Pattern NAMESPACE = Pattern.compile("(?:cgroup|ipc|mnt|net|pid|time|user|uts):\\[[0-9]+]");

    private Census() {}

    /** @param labd the machine's number of it */
    static Map<String, Long> of(Path data, LabId id, long labd) {
        Map<String, Long> counts = new TreeMap<>();
        Path lab = Path.of("/proc", Long.toString(labd));
        counts.put(CONNECTIONS, entries(lab.resolve("fd")));
        counts.put("open files of labd", openFiles(lab.resolve("fd")));
        counts.put("mounts in the lab", lines(lab.resolve("mountinfo")));
        counts.put("network devices in the lab", lines(lab.resolve("net/dev")));
        counts.put("processes", processes(labd).count());
        counts.put("namespaces", namespaces(labd));
        counts.put("files of the lab", files(data.resolve("labs")));
        counts.put("loop devices", (long) loops(data));
        for (Path cgroup : Records.read(data.resolve("run").resolve(id.value()).resolve("run.json"), RunRecord.class)
                .cgroupPaths()) {
            counts.put("cgroups " + cgroup, files(cgroup));
        }
        return counts;
    }

    /** All but sockets. */
    static long openFiles(Path descriptors) {
        try (Stream<Path> all = Files.list(descriptors)) {
            return all.flatMap(descriptor -> link(descriptor).stream())
                    .filter(target -> !target.startsWith("socket:"))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those of the lab's processes, and those that labd or this server holds open: no others can be the lab's. */
    private static long namespaces(long labd) {
        Stream<Path> lived = processes(labd).flatMap(process -> entriesOf(proc(process.pid(), "ns")));
        Stream<Path> held =
                Stream.of(proc(labd, "fd"), Path.of("/proc/self/fd")).flatMap(Census::entriesOf);
        return Stream.concat(lived, held)
                .flatMap(path -> link(path).stream())
                .filter(target -> NAMESPACE.matcher(target).matches())
                .distinct()
                .count();
    }

    private static Stream<ProcessHandle> processes(long labd) {
        return ProcessHandle.of(labd).stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()));
    }

    private static Path proc(long process, String name) {
        return Path.of("/proc", Long.toString(process), name);
    }

    private static Stream<Path> entriesOf(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList().stream();
        } catch (IOException e) {
            // It has ended meanwhile.
            return Stream.of();
        }
    }

    private static Optional<String> link(Path path) {
        try {
            return Optional.of(Files.readSymbolicLink(path).toString());
        } catch (IOException e) {
            // It has ended meanwhile.
            return Optional.empty();
        }
    }

    private static int loops(Path data) {
        int found = 0;
        try (Stream<Path> devices = Files.list(Path.of("/sys/block"))) {
            for (Path device : devices.toList()) {
                Path file = device.resolve("loop/backing_file");
                if (Files.exists(file) && Files.readString(file).startsWith(data.toString())) {
                    found++;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static long files(Path directory) {
        try (Stream<Path> tree = Files.walk(directory)) {
            return tree.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static long entries(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
