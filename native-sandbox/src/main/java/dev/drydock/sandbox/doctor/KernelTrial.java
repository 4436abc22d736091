package dev.drydock.sandbox.doctor;

import dev.drydock.core.error.EngineException;
import dev.drydock.sandbox.libc.Errno;
import dev.drydock.sandbox.libc.SyscallException;
import dev.drydock.sandbox.linux.BlockingCalls;
import dev.drydock.sandbox.linux.Descriptor;
import dev.drydock.sandbox.linux.IdSpace;
import dev.drydock.sandbox.linux.IdmappedView;
import dev.drydock.sandbox.linux.Mounts;
import dev.drydock.sandbox.linux.OverlayMethod;
import dev.drydock.sandbox.linux.OverlayMount;
import dev.drydock.sandbox.linux.UserNamespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Tries out what a lab host does first: namespaces, an idmapped mount, an overlay on it. */
final class KernelTrial {
    private static final int UID_BASE = IdSpace.current().isWhole() ? 200_000 : 0;

    private final Path data;
    private final String kernel = System.getProperty("os.version");

    KernelTrial(Path data) {
        this.data = data;
    }

    static boolean isRoot() {
        try {
            return (int) Objects.requireNonNull(Files.getAttribute(Path.of("/proc/self"), "unix:uid")) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** The nearest directory above, or the place itself, that is there. */
    static Path existing(Path place) {
        Path path = place;
        while (Files.notExists(path) && path.getParent() != null) {
            path = path.getParent();
        }
        return path;
    }

    List<Probe> examine() {
        List<Probe> probes = new ArrayList<>();
        try (Holder holder = Holder.start()) {
            probes.add(Probe.ok("namespaces", "user, pid, mount, network, uts and ipc namespaces, Linux " + kernel));
            if (isRoot()) {
                holder.map(UID_BASE);
                probes.addAll(mounts(holder));
            }
        } catch (IOException e) {
            probes.add(Probe.missing("namespaces", "Linux " + kernel + " gives no namespaces here: " + e.getMessage()));
        }
        return probes;
    }

    private List<Probe> mounts(Holder holder) throws IOException {
        Path scratch = Files.createTempDirectory(existing(data), ".drydock-doctor-");
        try (UserNamespace namespace = UserNamespace.of(holder.pid(), UID_BASE)) {
            for (String name : List.of("lower", "upper", "work")) {
                Files.createDirectory(scratch.resolve(name));
            }
            return mounts(scratch, namespace);
        } finally {
            remove(scratch);
        }
    }

    private List<Probe> mounts(Path scratch, UserNamespace namespace) {
        List<Probe> probes = new ArrayList<>();
        try (IdmappedView view = IdmappedView.of(Mounts.idmapped(scratch, namespace))) {
            probes.add(ids());
            probes.add(overlay(view, namespace));
        } catch (SyscallException e) {
            probes.add(Probe.missing(
                    "idmapped mounts",
                    "the file system of " + existing(data) + " has none (" + Errno.describe(e.errno())
                            + "); put the data directory on ext4, xfs or btrfs"));
        }
        return probes;
    }

    private Probe ids() {
        IdSpace ids = IdSpace.current();
        if (ids.isWhole()) {
            return Probe.ok("idmapped mounts", "the file system of " + existing(data) + " has them");
        }
        return ids.count() == 1
                ? Probe.limited(
                        "user ids",
                        "a lab host has one: every file belongs to root, and programs that change to another user fail"
                                + " (docker run --user, apt); newuidmap and a line in /etc/subuid give it more")
                : Probe.ok("user ids", "a lab host has " + ids.labLength());
    }

    private Probe overlay(IdmappedView view, UserNamespace namespace) {
        try (Descriptor lower = view.directory("lower");
                Descriptor upper = view.directory("upper");
                Descriptor work = view.directory("work")) {
            new OverlayMount(List.of(lower), upper, work).mount(namespace).close();
            return Probe.ok(
                    "overlay",
                    (IdSpace.current().isWhole() ? "writable overlays of idmapped layers, " : "writable overlays, ")
                            + OverlayMethod.current().sentence());
        } catch (SyscallException e) {
            return Probe.missing(
                    "overlay",
                    "Linux " + kernel + " cannot join layers for a lab host: " + e.getMessage()
                            + "; Linux 6.1 or newer can");
        }
    }

    private static void remove(Path scratch) throws IOException {
        // overlayfs leaves a directory of its own in work.
        Files.deleteIfExists(scratch.resolve("work/work"));
        for (String name : List.of("lower", "upper", "work")) {
            Files.deleteIfExists(scratch.resolve(name));
        }
        Files.delete(scratch);
    }

    /** A process in fresh namespaces that does nothing until it is closed. */
    private record Holder(Process process) implements AutoCloseable {
        static Holder start() throws IOException {
            Process process = new ProcessBuilder(
                            "unshare",
                            "--user",
                            "--mount",
                            "--net",
                            "--uts",
                            "--ipc",
                            "--pid",
                            "--fork",
                            "--kill-child",
                            "sh",
                            "-c",
                            "echo ready; read end")
                    .redirectErrorStream(true)
                    .start();
            String line = BlockingCalls.run(() -> firstLine(process));
            if (!line.equals("ready")) {
                process.destroyForcibly();
                throw new IOException(line);
            }
            return new Holder(process);
        }

        private static String firstLine(Process process) {
            try {
                return Objects.requireNonNullElse(process.inputReader().readLine(), "unshare says nothing");
            } catch (IOException e) {
                throw new EngineException.SystemFailure("cannot read what unshare says", e);
            }
        }

        /** unshare itself is in the new user namespace, too. */
        long pid() {
            return process.pid();
        }

        void map(int base) throws IOException {
            for (String file : List.of("uid_map", "gid_map")) {
                String map = "0 " + base + " " + IdSpace.current().labLength() + "\n";
                Files.writeString(Path.of("/proc/" + pid(), file), map);
            }
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
