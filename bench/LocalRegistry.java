import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Debian's {@code docker-registry} on the loopback device, its files in a directory. */
final class LocalRegistry implements AutoCloseable {
    private final Optional<Long> network;
    private final Path files;
    private final Path directory;
    private final int port;
    private Process process;

    private LocalRegistry(Optional<Long> network, Path files, Path directory, int port) throws IOException {
        this.network = network;
        this.files = files;
        this.directory = directory;
        this.port = port;
        this.process = run();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /**
     * Starts one.
     *
     * @param network a process in whose network namespace it is; none for this one
     * @param files where images are
     * @param directory of its configuration and log
     */
    static LocalRegistry start(Optional<Long> network, Path files, Path directory, int port)
            throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("config.yml"), String.format(Locale.ROOT, """
                version: 0.1
                storage:
                  filesystem:
                    rootdirectory: %s
                http:
                  addr: 127.0.0.1:%d
                """, files, port));
        if (network.isPresent()) {
            Processes.run(
                    directory.resolve("said"),
                    "nsenter", "-t", network.get().toString(), "-n", "ip", "link", "set", "lo", "up");
        }
        LocalRegistry registry = new LocalRegistry(network, files, directory, port);
        registry.await();
        return registry;
    }

    private Process run() throws IOException {
        List<String> command = new ArrayList<>();
        network.ifPresent(pid -> command.addAll(List.of("nsenter", "-t", pid.toString(), "-n", "--")));
        command.addAll(List.of("docker-registry", "serve", directory.resolve("config.yml").toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
    }

    private void await() throws IOException, InterruptedException {
        Processes.await(
                "docker-registry listens (its log: " + log() + ")",
                process,
                () -> Files.readString(log()).contains("listening on"));
    }

    private Path log() {
        return directory.resolve("log");
    }

    /** An image in it. */
    String name(String image) {
        return "127.0.0.1:" + port + "/" + image;
    }

    /** Blobs that it has sent so far. */
    long downloads() throws IOException {
        try (Stream<String> lines = Files.lines(log())) {
            return lines.filter(line -> line.contains("\"GET /v2/") && line.contains("/blobs/sha256:")
                            && line.contains("\" 200 "))
                    .count();
        }
    }

    /** Takes everything away that was pushed. */
    void empty() throws IOException, InterruptedException {
        Processes.end(process, Processes.PATIENCE);
        Processes.delete(files);
        Files.delete(log());
        process = run();
        await();
    }

    @Override
    public void close() throws InterruptedException {
        Processes.end(process, Processes.PATIENCE);
    }
}
