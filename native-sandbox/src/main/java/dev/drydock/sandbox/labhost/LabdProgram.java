package dev.drydock.sandbox.labhost;

import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.core.reference.Digest;
import dev.drydock.sandbox.linux.BlockingCalls;
import dev.drydock.sandbox.linux.Descriptor;
import dev.drydock.sandbox.linux.IdSpace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The program labd, unpacked to a file that is named by its content: labs that an older server started keep theirs.
 *
 * @param file executable
 */
public record LabdProgram(Path file) {
    /** Unpacks the program that comes with this server, unless it is there already. */
    public static LabdProgram unpack(Path directory) {
        byte[] content = content();
        Path file = directory.resolve(
                "drydock-labd-" + Digest.ofBytes(content).hex().substring(0, 12));
        try {
            if (Files.notExists(file)) {
                Files.createDirectories(directory);
                Path fresh = directory.resolve(UUID.randomUUID() + ".new");
                Files.write(fresh, content);
                Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            }
            return new LabdProgram(file);
        } catch (IOException e) {
            throw new SystemFailure("cannot unpack labd to " + file + ": " + e, e);
        }
    }

    private static byte[] content() {
        String architecture = switch (System.getProperty("os.arch")) {
            case "aarch64" -> "arm64";
            default -> "amd64";
        };
        String resource = "/native/linux-" + architecture + "/drydock-labd";
        try (InputStream input = LabdProgram.class.getResourceAsStream(resource)) {
            if (input == null) {
                throw new SystemFailure(
                        "this build has no labd for " + architecture + "; build Drydock on such a machine");
            }
            return input.readAllBytes();
        } catch (IOException e) {
            throw new SystemFailure("cannot read " + resource + ": " + e, e);
        }
    }

    /**
     * Starts the labd of a lab host and returns its number on the machine; it listens on its socket then.
     *
     * @param cgroups the files through which it joins its control groups
     */
    long start(LabFiles files, int uidBase, List<Path> cgroups) {
        List<String> command = new ArrayList<>(List.of(
                file.toString(),
                "host",
                "--socket",
                files.controlSocket().toString(),
                "--uid-base",
                Integer.toString(uidBase),
                "--range",
                Integer.toString(IdSpace.current().labLength()),
                "--log",
                files.labdLog().toString()));
        for (Path cgroup : cgroups) {
            command.add("--cgroup");
            command.add(cgroup.toString());
        }
        // Process pipes block the thread that reads them.
        return BlockingCalls.run(() -> run(command));
    }

    /**
     * Makes a veth pair between a switch and the lab host of a labd.
     *
     * @param inside network namespace of the switch
     * @param port name of the pair's end there
     * @param device name of its end in the lab host
     */
    void wire(Descriptor inside, long labd, String port, String device) {
        List<String> command = List.of(
                file.toString(),
                "wire",
                "/proc/" + ProcessHandle.current().pid() + "/fd/" + inside.number(),
                "/proc/" + labd + "/ns/net",
                port,
                device);
        String complaint = BlockingCalls.run(() -> output(command));
        if (!complaint.isEmpty()) {
            throw new SystemFailure("cannot wire a lab host: " + complaint);
        }
    }

    /**
     * Keeps file systems still until it is closed, and not longer than the patience.
     *
     * @param directories one on each of them, as this process has them
     */
    StillDisks keepStill(List<Path> directories, Duration patience) {
        List<String> command = new ArrayList<>(List.of(file.toString(), "freeze", Long.toString(patience.toMillis())));
        for (Path directory : directories) {
            // The other process finds what this one has open by this one's number.
            command.add(directory
                    .toString()
                    .replace("/proc/self/", "/proc/" + ProcessHandle.current().pid() + "/"));
        }
        return StillDisks.begin(command, directories);
    }

    /** What it complains about; empty when all is well. */
    private static String output(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectErrorStream(true)
                    .start();
            try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
                String text = output.lines().collect(Collectors.joining("; "));
                int status = process.waitFor();
                return status == 0 || !text.isEmpty() ? text : "status " + status;
            }
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    private static long run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectErrorStream(true)
                    .start();
            try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
                String line = output.readLine();
                int status = process.waitFor();
                if (status == 0 && line != null && line.startsWith("PID ")) {
                    return Long.parseLong(line.substring("PID ".length()).strip());
                }
                throw new SystemFailure("cannot start a lab host: " + (line == null ? "status " + status : line));
            }
        } catch (IOException e) {
            throw new SystemFailure("cannot start a lab host: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SystemFailure("interrupted while a lab host was started", e);
        }
    }
}
