package dev.drydock.sandbox.doctor;

import dev.drydock.core.error.EngineException;
import dev.drydock.sandbox.cgroup.Cgroups;
import dev.drydock.sandbox.cgroup.LinuxCgroups;
import dev.drydock.sandbox.disk.DiskLimits;
import dev.drydock.sandbox.disk.LoopDisks;
import dev.drydock.sandbox.linux.IdSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Looks at everything that lab hosts need of a machine. Changes nothing that lasts, and needs no server. */
public final class Doctor {
    private static final long GIGABYTE = 1L << 30;
    private static final long WANTED_DISK = 2 * GIGABYTE;
    private static final DiskLimits TRIAL = new DiskLimits(32L << 20, 1024);
    private static final long WANTED_MEMORY = 1 * GIGABYTE;

    private final Path data;

    /** @param data the server's data directory, which need not be there yet */
    public Doctor(Path data) {
        this.data = data.toAbsolutePath();
    }

    /** Everything, in the order in which it matters. */
    public List<Probe> examine() {
        List<Probe> probes = new ArrayList<>();
        probes.add(root());
        probes.addAll(new KernelTrial(data).examine());
        probes.add(cgroups());
        probes.add(program("docker client", "docker", "lab hosts have no docker command; install docker-cli"));
        probes.add(program("busybox", "busybox", "lab hosts have no root file system; install busybox-static"));
        probes.add(nftables());
        probes.add(disk());
        probes.add(labDisks());
        probes.add(memory());
        return probes;
    }

    private static Probe root() {
        if (!KernelTrial.isRoot()) {
            return Probe.missing("root", "lab hosts need root: lessons can be read, but nothing can be run");
        }
        IdSpace ids = IdSpace.current();
        return ids.isWhole()
                ? Probe.ok("root", "the server runs as root")
                : Probe.limited(
                        "root",
                        "the server is root of a user namespace only, with " + ids.count() + " user id"
                                + (ids.count() == 1 ? "" : "s")
                                + " that all lab hosts share: they are not kept apart from each other by it, and who"
                                + " gets out of one has the rights of the user who started the server. For yourself,"
                                + " not for a class");
    }

    private Probe cgroups() {
        Cgroups cgroups = LinuxCgroups.detect(data);
        Set<String> lacking = new TreeSet<>(Set.of("cpu", "memory", "pids"));
        lacking.removeAll(cgroups.controllers());
        if (cgroups.version().equals("none")) {
            return Probe.limited(
                    "cgroups",
                    cgroups.obstacle().orElse("no cgroup tree is mounted; mount cgroup2 on /sys/fs/cgroup")
                            + ": lab hosts and containers have no limits, and docker pause, stats, top and update do"
                            + " not work");
        }
        String found = "cgroup " + cgroups.version() + " with " + String.join(", ", cgroups.controllers());
        if (!lacking.isEmpty()) {
            return Probe.limited(
                    "cgroups",
                    found + "; labs have no limit of " + String.join(", ", lacking)
                            + cgroups.obstacle().map(reason -> ": " + reason).orElse(""));
        }
        return cgroups.canFreeze()
                ? Probe.ok("cgroups", found)
                : Probe.limited("cgroups", found + "; docker pause does not work without a freezer");
    }

    private static Probe program(String name, String program, String lack) {
        return find(program)
                .map(path -> Probe.ok(name, path.toString()))
                .orElseGet(() -> Probe.missing(name, program + " is not on the PATH: " + lack));
    }

    private static Probe nftables() {
        return find("nft")
                .map(path -> Probe.ok("nftables", path.toString()))
                .orElseGet(() -> Probe.limited(
                        "nftables", "nft is not on the PATH: ports cannot be published; install nftables"));
    }

    private static Optional<Path> find(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
        for (String directory : path.split(":", -1)) {
            Path candidate = Path.of(directory.isEmpty() ? "." : directory, program);
            if (Files.isExecutable(candidate)) {
                return Optional.of(candidate.toAbsolutePath());
            }
        }
        return Optional.empty();
    }

    private Probe disk() {
        try {
            Path place = KernelTrial.existing(data);
            long free = Files.getFileStore(place).getUsableSpace();
            String sentence = String.format(Locale.ROOT, "%.1f GB free at %s", (double) free / GIGABYTE, place);
            return free >= WANTED_DISK
                    ? Probe.ok("disk", sentence)
                    : Probe.limited("disk", sentence + "; images and labs want at least 2 GB");
        } catch (IOException e) {
            return Probe.missing("disk", "cannot look at " + data + ": " + e.getMessage());
        }
    }

    private Probe labDisks() {
        String name = "lab disks";
        if (!KernelTrial.isRoot()) {
            return Probe.limited(name, "without root they have no end");
        }
        try {
            LoopDisks.open(KernelTrial.existing(data), TRIAL);
            return Probe.ok(name, "each lab host gets a disk with an end");
        } catch (EngineException e) {
            return Probe.limited(name, "lab hosts can fill the disk of this machine: " + e.getMessage());
        }
    }

    private static Probe memory() {
        try {
            long kilobytes = Files.readAllLines(Path.of("/proc/meminfo")).stream()
                    .filter(line -> line.startsWith("MemAvailable:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
            String sentence = String.format(Locale.ROOT, "%.1f GB available", (double) kilobytes * 1024 / GIGABYTE);
            return kilobytes * 1024 >= WANTED_MEMORY
                    ? Probe.ok("memory", sentence)
                    : Probe.limited("memory", sentence + "; a class wants at least 1 GB");
        } catch (IOException e) {
            return Probe.missing("memory", "cannot read /proc/meminfo: " + e.getMessage());
        }
    }
}
