import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A dockerd of our own: own socket, data, and network namespace, so that nothing of the machine's network is touched.
 */
record Dockerd(Process process, Path directory) implements Peer {
    static Dockerd start(Path directory) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Process process = new ProcessBuilder(
                        "unshare", "--net", "--", "dockerd",
                        "-H", "unix://" + directory.resolve("docker.sock"),
                        "--data-root", directory.resolve("data").toString(),
                        "--exec-root", directory.resolve("exec").toString(),
                        "--pidfile", directory.resolve("pid").toString(),
                        "--iptables=false", "--ip6tables=false")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        Dockerd dockerd = new Dockerd(process, directory);
        Processes.await("dockerd answers (its log: " + directory.resolve("log") + ")", process, dockerd::answers);
        dockerd.importBusybox();
        return dockerd;
    }

    private boolean answers() {
        try (UnixHttp http = new UnixHttp(socket())) {
            return http.call("GET", "/_ping", "").status() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** The same busybox that Drydock offers. */
    private void importBusybox() throws IOException, InterruptedException {
        Path bin = Files.createDirectories(directory.resolve("busybox/bin"));
        Files.copy(Path.of("/bin/busybox"), bin.resolve("busybox"), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        for (String applet : new String[] {"sh", "true", "sleep"}) {
            Files.createSymbolicLink(bin.resolve(applet), Path.of("busybox"));
        }
        Path said = directory.resolve("said");
        Path tar = directory.resolve("busybox.tar");
        Processes.run(said, "tar", "-C", bin.getParent().toString(), "-cf", tar.toString(), ".");
        Processes.run(said, "docker", "-H", "unix://" + socket(), "import", tar.toString(), "busybox");
    }

    @Override
    public String name() {
        return "dockerd";
    }

    @Override
    public Path socket() {
        return directory.resolve("docker.sock");
    }

    @Override
    public Optional<Long> network() {
        return Optional.of(process.pid());
    }

    @Override
    public void close() throws IOException, InterruptedException {
        Processes.end(process, Processes.PATIENCE);
        Processes.delete(directory);
    }
}
