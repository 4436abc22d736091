package dev.drydock.web.engineapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.distribution.RegistrySettings;
import dev.drydock.core.engine.Engine;
import dev.drydock.core.id.RandomIds;
import dev.drydock.core.labhost.LabId;
import dev.drydock.core.simulated.SimulatedLab;
import dev.drydock.core.simulated.SimulatedServer;
import dev.drydock.core.time.ThreadScheduler;
import dev.drydock.sandbox.distribution.HttpRegistryTransport;
import dev.drydock.sandbox.distribution.ProxySettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real {@code docker} command pulls from and pushes to Debian's {@code docker-registry}, through a simulated engine. */
@Tag("registry")
@Tag("dockercli")
@Timeout(120)
class RegistryIT {
    @TempDir
    private Path directory;

    private final ThreadScheduler scheduler = new ThreadScheduler();
    private final HttpRegistryTransport transport = new HttpRegistryTransport(ProxySettings.of(Map.of()));
    private Process registry;
    private String host;
    private Path sockets;
    private EngineServer server;
    private DockerCommand docker;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        int port = freePort();
        host = "127.0.0.1:" + port;
        Path configuration = directory.resolve("config.yml");
        Files.writeString(configuration, String.format(Locale.ROOT, """
                version: 0.1
                log:
                  level: error
                storage:
                  filesystem:
                    rootdirectory: %s
                http:
                  addr: %s
                """, directory.resolve("registry"), host));
        registry = new ProcessBuilder("docker-registry", "serve", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        awaitPort(port);
        sockets = Files.createTempDirectory(Path.of("/tmp"), "drydock-reg-");
        server = new EngineServer(InstantSource.system(), "0.1.0");
        server.start();
        docker = open("lab");
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        server.close();
        transport.close();
        scheduler.close();
        registry.destroy();
        registry.waitFor();
        Files.deleteIfExists(sockets);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitPort(int port) throws InterruptedException {
        while (registry.isAlive()) {
            try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException e) {
                Thread.onSpinWait();
            }
        }
        throw new AssertionError("docker-registry ended at once");
    }

    /** The docker command at a lab of a server of its own. */
    private DockerCommand open(String name) {
        RegistrySettings settings = new RegistrySettings(Set.of(), Set.of(host), List.of());
        SimulatedServer content = new SimulatedServer(settings, transport);
        Engine engine = new SimulatedLab(content, new RandomIds(), InstantSource.system(), scheduler).open();
        Path socket = sockets.resolve(name + ".sock");
        server.open(new LabId(name), socket, engine);
        return new DockerCommand(socket);
    }

    @Test
    void whatOnePushesAnotherPullsAndPushesWithTheSameDigest() throws IOException, InterruptedException {
        docker.output("tag", "busybox", host + "/class/busybox:1");
        String pushed = docker.output("push", host + "/class/busybox:1");
        DockerCommand other = open("other");

        String pulled = other.output("pull", host + "/class/busybox:1");
        other.output("tag", host + "/class/busybox:1", host + "/class/copy:1");
        String again = other.output("push", host + "/class/copy:1");

        String digest = pushed.substring(pushed.indexOf("sha256:"), pushed.indexOf(" size:"));
        assertThat(pulled).contains("Digest: " + digest, "Status: ");
        assertThat(again).contains(digest, "Mounted from class/busybox");
        assertThat(other.output("image", "inspect", "-f", "{{.RepoDigests}}", host + "/class/copy:1"))
                .contains(host + "/class/copy@" + digest);
        assertThat(other.output("pull", host + "/class/busybox@" + digest)).contains("Digest: " + digest);
    }

    @Test
    void pushingAgainFindsEverythingThere() throws IOException, InterruptedException {
        docker.output("tag", "busybox", host + "/x");
        docker.output("push", host + "/x");

        assertThat(docker.output("push", host + "/x")).contains("Layer already exists");
    }

    @Test
    void whatThereIsNotIsSaidAsDockerSaysIt() throws IOException, InterruptedException {
        assertThat(docker.run("pull", host + "/x:nope").err())
                .contains("manifest for " + host + "/x:nope not found: manifest unknown: manifest unknown");
        assertThat(docker.run("pull", "-a", host + "/x").err())
                .contains("repository " + host + "/x not found: name unknown: repository name not known to registry");
        assertThat(docker.run("push", host + "/x").err())
                .contains("An image does not exist locally with the tag: " + host + "/x");
    }

    @Test
    void aLoginIsCheckedAtTheRegistry() throws IOException, InterruptedException {
        Path config = Files.createDirectory(directory.resolve("config"));
        assertThat(docker.run("--config", config.toString(), "login", "-u", "a", "-p", "b", host)
                        .out())
                .contains("Login Succeeded");
    }
}
