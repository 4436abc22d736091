package dev.drydock.web.differential;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A dockerd of our own: its socket, data, state and network namespace, and nothing of the machine's network. */
final class Dockerd {
    private static final long PATIENCE_SECONDS = 60;
    private final Path directory;
    private final Process process;

    private Dockerd(Path directory, Process process) {
        this.directory = directory;
        this.process = process;
    }

    /** @param directory a new one, with a short path: there are sockets in it */
    static Dockerd start(Path directory) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        List<String> command = List.of(
                "dockerd",
                "--host=unix://" + directory.resolve("docker.sock"),
                "--data-root=" + directory.resolve("data"),
                "--exec-root=" + directory.resolve("exec"),
                "--pidfile=" + directory.resolve("pid"),
                "--iptables=false",
                "--ip6tables=false");
        String inNamespace = "busybox ip link set lo up && exec " + String.join(" ", command);
        Process process = new ProcessBuilder("unshare", "--net", "--", "sh", "-c", inNamespace)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        Dockerd dockerd = new Dockerd(directory, process);
        boolean isReady = false;
        try {
            Awaitility.await("dockerd")
                    .atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                    .until(dockerd::answers);
            Path images = directory.resolve("images.tar");
            ImageArchive.write(images);
            dockerd.docker("load", "--input", images.toString());
            isReady = true;
            return dockerd;
        } finally {
            if (!isReady) {
                dockerd.close();
            }
        }
    }

    private boolean answers() throws IOException, InterruptedException {
        if (!process.isAlive()) {
            throw new IOException("dockerd ended: " + Files.readString(directory.resolve("log")));
        }
        return run("version") == 0;
    }

    private int run(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("docker", "--host=unix://" + socket());
        builder.command().addAll(List.of(arguments));
        builder.environment().put("DOCKER_API_VERSION", Shell.API_VERSION);
        return builder.redirectErrorStream(true)
                .redirectOutput(directory.resolve("said").toFile())
                .start()
                .waitFor();
    }

    private void docker(String... arguments) throws IOException, InterruptedException {
        if (run(arguments) != 0) {
            throw new IOException(
                    "docker " + String.join(" ", arguments) + ": " + Files.readString(directory.resolve("said")));
        }
    }

    Path socket() {
        return directory.resolve("docker.sock");
    }

    /** Its directories, which it names in its answers. */
    Map<String, Path> places() {
        return Map.of("root", directory.resolve("data"), "state", directory.resolve("exec"));
    }

    /** Asks it to end, which also ends its containerd and removes its mounts. */
    void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        // The namespace of containers on the host network may stay mounted when dockerd ends.
        try {
            Process unmount = new ProcessBuilder(
                            "umount", directory.resolve("exec/netns/default").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("said").toFile())
                    .start();
            unmount.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unmount what dockerd left", e);
        }
    }
}
