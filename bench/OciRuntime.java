import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An OCI runtime by itself, without an engine: what a container costs at the least. Its bundle is the same busybox in
 * namespaces of its own, with the ordinary mounts and capabilities, but without a network and without layers. Where crun
 * refuses to work because of control groups of both versions, it does not see those of version 2.
 */
record OciRuntime(String name, Path directory, Optional<HiddenTree> shell) implements Peer {
    private static final String SLEEPER = "drydock-bench-sleeper";
    private static final List<String> CAPABILITIES = List.of(
            "CAP_CHOWN", "CAP_DAC_OVERRIDE", "CAP_FSETID", "CAP_FOWNER", "CAP_MKNOD", "CAP_NET_RAW", "CAP_SETGID",
            "CAP_SETUID", "CAP_SETFCAP", "CAP_SETPCAP", "CAP_NET_BIND_SERVICE", "CAP_SYS_CHROOT", "CAP_KILL", "CAP_AUDIT_WRITE");

    /** Those of runc and crun that are installed and work here. */
    static List<OciRuntime> found(Path scratch) throws IOException, InterruptedException {
        List<OciRuntime> found = new ArrayList<>();
        for (String name : List.of("runc", "crun")) {
            if (!Processes.onPath(name)) {
                System.err.println("bench: left out: " + name + " (not installed)");
                continue;
            }
            OciRuntime runtime = new OciRuntime(name, scratch.resolve(name), Optional.empty());
            try {
                if (!runtime.works()) {
                    runtime = new OciRuntime(name, runtime.directory, Optional.of(new HiddenTree()));
                }
                runtime.prepare();
                runtime.run();
                runtime.startSleeper();
                found.add(runtime);
            } catch (IOException e) {
                System.err.println("bench: left out: " + name + ": " + e.getMessage());
                runtime.close();
            }
        }
        return found;
    }

    private boolean works() throws IOException, InterruptedException {
        prepare();
        try {
            run();
            return true;
        } catch (IOException e) {
            return false;
        } finally {
            Processes.delete(directory);
        }
    }

    private void prepare() throws IOException {
        Path bin = Files.createDirectories(directory.resolve("rootfs/bin"));
        for (String empty : List.of("proc", "dev", "sys")) {
            Files.createDirectories(directory.resolve("rootfs").resolve(empty));
        }
        Files.copy(Path.of("/bin/busybox"), bin.resolve("busybox"), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        for (String applet : List.of("sh", "true", "sleep")) {
            Files.createSymbolicLink(bin.resolve(applet), Path.of("busybox"));
        }
        bundle("true", "\"true\"");
        bundle("sleep", "\"sleep\", \"100000\"");
    }

    private void bundle(String bundle, String arguments) throws IOException {
        String capabilities = Stream.of("bounding", "effective", "permitted")
                .map(set -> "\"" + set + "\": "
                        + CAPABILITIES.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(",", "[", "]")))
                .collect(Collectors.joining(","));
        String namespaces = Stream.of("pid", "network", "ipc", "uts", "mount")
                .map(type -> "{\"type\": \"" + type + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
        Files.writeString(
                Files.createDirectories(directory.resolve(bundle)).resolve("config.json"),
                """
                {"ociVersion": "1.0.2",
                 "process": {"terminal": false, "user": {"uid": 0, "gid": 0}, "args": [%s], "cwd": "/",
                   "env": ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"], "capabilities": {%s}},
                 "root": {"path": "%s"},
                 "hostname": "bench",
                 "mounts": [
                   {"destination": "/proc", "type": "proc", "source": "proc"},
                   {"destination": "/dev", "type": "tmpfs", "source": "tmpfs", "options": ["nosuid", "mode=755", "size=65536k"]},
                   {"destination": "/dev/pts", "type": "devpts", "source": "devpts", "options": ["nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620", "gid=5"]},
                   {"destination": "/dev/shm", "type": "tmpfs", "source": "shm", "options": ["nosuid", "noexec", "nodev", "mode=1777", "size=65536k"]},
                   {"destination": "/dev/mqueue", "type": "mqueue", "source": "mqueue", "options": ["nosuid", "noexec", "nodev"]},
                   {"destination": "/sys", "type": "sysfs", "source": "sysfs", "options": ["nosuid", "noexec", "nodev", "ro"]}],
                 "linux": {"namespaces": %s,
                   "maskedPaths": ["/proc/kcore", "/proc/keys", "/proc/timer_list", "/sys/firmware"],
                   "readonlyPaths": ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"]}}
                """.formatted(arguments, capabilities, directory.resolve("rootfs"), namespaces));
    }

    private void call(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(name, "--root", directory.resolve("state").toString()));
        command.addAll(List.of(arguments));
        if (shell.isPresent()) {
            shell.get().run(command.toArray(String[]::new));
        } else {
            Processes.run(directory.resolve("said"), command.toArray(String[]::new));
        }
    }

    /** A container from its start until nothing is left of it. */
    void run() throws IOException, InterruptedException {
        call("run", "--bundle", directory.resolve("true").toString(), "drydock-bench-true");
    }

    private void startSleeper() throws IOException, InterruptedException {
        call("run", "--detach", "--bundle", directory.resolve("sleep").toString(), SLEEPER);
    }

    void exec() throws IOException, InterruptedException {
        call("exec", SLEEPER, "true");
    }

    @Override
    public Path socket() {
        throw new UnsupportedOperationException(name + " has no socket");
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (Files.exists(directory.resolve("state").resolve(SLEEPER))) {
            call("delete", "--force", SLEEPER);
        }
        if (shell.isPresent()) {
            shell.get().close();
        }
        Processes.delete(directory);
    }
}
