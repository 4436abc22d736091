package dev.drydock.sandbox.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.reference.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The state of the machine that no lab may change: its files, kernel settings, processes, cgroups, mounts and network
 * devices. What others change meanwhile on a machine in use is left out: of processes only our own ancestors count,
 * which stay, and of cgroups only those that are there both times.
 */
final class Canary {
    private static final Pattern COUNTERS =
            Pattern.compile("/proc/sys/(?:fs/(?:dentry-state|inode-nr|inode-state|file-nr"
                    + "|aio-nr|quota/.*)|kernel/(?:random/.*|ns_last_pid|pty/nr|tainted|perf_.*)|net/netfilter/nf_conntrack_count"
                    + "|vm/stat_refresh|net/.*/(?:flush|stable_secret))");

    /** Made and removed by whoever mounts disks or opens terminals. */
    private static final Pattern DEVICES_IN_USE = Pattern.compile("/dev/(?:loop\\d+|pts/.*|shm/.*|vcs.*|mqueue/.*)");

    private static final Pattern OURS = Pattern.compile("drydock-[0-9a-f]{12}");
    private static final List<String> GROUP_FILES = List.of(
            "release_agent",
            "notify_on_release",
            "memory.limit_in_bytes",
            "memory.max",
            "pids.max",
            "cpu.max",
            "cpu.cfs_quota_us",
            "cpuset.cpus",
            "freezer.state",
            "cgroup.freeze");

    private static final long CONTENT_LIMIT = 1 << 20;
    private static final long CLOCK_TOLERANCE = 600_000;

    private final SortedMap<String, String> kept = new TreeMap<>();
    private final SortedMap<String, String> groups = new TreeMap<>();
    private final long clock = System.currentTimeMillis() - System.nanoTime() / 1_000_000;

    static Canary take() {
        Canary canary = new Canary();
        canary.files(Path.of("/etc"), true);
        Stream.of("/bin", "/sbin", "/usr/bin", "/usr/sbin", "/usr/local/bin", "/dev", "/boot")
                .forEach(directory -> canary.files(Path.of(directory), false));
        canary.content(Path.of("/bin/busybox"));
        canary.settings();
        canary.ancestors();
        canary.controlGroups(Path.of("/sys/fs/cgroup"));
        canary.tables();
        return canary;
    }

    /** Compares the machine as it is now with what it was; only what differs is told. */
    void assertUntouched() {
        Canary now = take();
        SortedMap<String, String> changes = new TreeMap<>();
        Stream.concat(kept.keySet().stream(), now.kept.keySet().stream())
                .filter(key -> !Objects.equals(kept.get(key), now.kept.get(key)))
                .forEach(key -> changes.put(key, kept.get(key) + " became " + now.kept.get(key)));
        groups.forEach((file, value) -> {
            if (!value.equals(now.groups.getOrDefault(file, value))) {
                changes.put(file, value + " became " + now.groups.get(file));
            }
        });
        assertThat(changes).isEmpty();
        assertThat(now.clock).isBetween(clock - CLOCK_TOLERANCE, clock + CLOCK_TOLERANCE);
    }

    private void files(Path top, boolean withContent) {
        walk(top, (file, attributes) -> {
            if (!DEVICES_IN_USE.matcher(file.toString()).matches()) {
                kept.put(file.toString(), describe(file, attributes));
                if (withContent && attributes.isRegularFile() && attributes.size() <= CONTENT_LIMIT) {
                    content(file);
                }
            }
        });
    }

    private static String describe(Path file, BasicFileAttributes attributes) {
        try {
            Map<String, Object> unix = Files.readAttributes(file, "unix:mode,uid,gid,rdev", LinkOption.NOFOLLOW_LINKS);
            // A device's time is the time of its last use.
            boolean ordinary = attributes.isRegularFile();
            return new TreeMap<>(unix)
                    + (ordinary ? " " + attributes.size() + " " + attributes.lastModifiedTime() : "")
                    + (attributes.isSymbolicLink() ? " -> " + Files.readSymbolicLink(file) : "");
        } catch (IOException e) {
            return "gone";
        }
    }

    private void content(Path file) {
        try {
            kept.put(
                    file + " (content)",
                    Digest.ofBytes(Files.readAllBytes(file)).hex());
        } catch (IOException e) {
            kept.put(file + " (content)", "unreadable");
        }
    }

    private void settings() {
        walk(Path.of("/proc/sys"), (file, attributes) -> {
            if (attributes.isRegularFile() && !COUNTERS.matcher(file.toString()).matches()) {
                text(file).ifPresent(value -> kept.put(file.toString(), value));
            }
        });
        text(Path.of("/sys/kernel/mm/transparent_hugepage/enabled")).ifPresent(value -> kept.put("huge pages", value));
        text(Path.of("/sys/kernel/uevent_helper")).ifPresent(value -> kept.put("uevent helper", value));
    }

    private void ancestors() {
        Optional<ProcessHandle> process = Optional.of(ProcessHandle.current());
        while (process.isPresent()) {
            long pid = process.get().pid();
            text(Path.of("/proc/" + pid + "/status"))
                    .ifPresent(status -> kept.put(
                            "process " + pid,
                            status.lines()
                                    .filter(line -> line.matches("(?:Name|Uid|Gid|CapEff|CapBnd|Seccomp):.*"))
                                    .toList()
                                    .toString()));
            for (String part : List.of("cgroup", "oom_score_adj", "limits")) {
                text(Path.of("/proc/" + pid + "/" + part))
                        .ifPresent(value -> kept.put("process " + pid + " " + part, value));
            }
            process = process.get().parent();
        }
    }

    private void controlGroups(Path top) {
        walk(top, (file, attributes) -> {
            Path name = Objects.requireNonNull(file.getFileName());
            boolean ours = Stream.iterate(file, Objects::nonNull, Path::getParent)
                    .anyMatch(part -> part.getFileName() != null
                            && OURS.matcher(part.getFileName().toString()).matches());
            if (!ours && GROUP_FILES.contains(name.toString())) {
                text(file).ifPresent(value -> groups.put(file.toString(), value));
            }
        });
    }

    private void tables() {
        text(Path.of("/proc/self/mountinfo")).ifPresent(table -> kept.put("mounts", table));
        text(Path.of("/proc/net/route")).ifPresent(table -> kept.put("routes", table));
        text(Path.of("/proc/swaps")).ifPresent(table -> kept.put("swaps", table));
        for (String property : List.of("address", "mtu", "flags", "ifindex", "type")) {
            try (Stream<Path> devices = Files.list(Path.of("/sys/class/net"))) {
                devices.filter(Files::isDirectory)
                        .forEach(device -> text(device.resolve(property))
                                .ifPresent(value -> kept.put(device + " " + property, value)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Empty for what may only be written or has gone. */
    private static Optional<String> text(Path file) {
        try {
            return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private interface Visit {
        void file(Path file, BasicFileAttributes attributes);
    }

    private static void walk(Path top, Visit visit) {
        try {
            Files.walkFileTree(
                    top, EnumSet.noneOf(FileVisitOption.class), Integer.MAX_VALUE, new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                            visit.file(file, attributes);
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path file, IOException problem) {
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult postVisitDirectory(Path directory, IOException problem) {
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
