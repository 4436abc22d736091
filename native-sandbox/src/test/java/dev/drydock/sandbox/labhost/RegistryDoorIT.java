package dev.drydock.sandbox.labhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drydock.core.container.Container;
import dev.drydock.core.container.HostConfig;
import dev.drydock.core.container.TerminalSize;
import dev.drydock.core.labhost.LabHost;
import dev.drydock.core.labhost.LabId;
import dev.drydock.core.labhost.TerminalId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What connects to registry.lab:5000 in a lab, or to its address in a container, reaches the lab's socket of the registry. */
@Tag("kernel")
class RegistryDoorIT {
    private static final LabId LAB = new LabId("lab");
    private static final HostConfig ON_HOST = HostConfig.DEFAULT.withNetworkMode("host");
    private static final String CONNECT = "nc " + RegistryDoor.ADDRESS + " 5000";
    private static final String SAY = "printf hello | " + CONNECT;
    /** Port 5000 in the kernel's tables, of connections that are established. */
    private static final String ESTABLISHED = ":1388 01 ";

    private final AtomicInteger accepted = new AtomicInteger();
    private TestServer server;
    private LabHost host;

    @BeforeEach
    void startLab() {
        server = TestServer.start();
        host = server.hosts().start(LAB);
        echo(server.registry(LAB));
    }

    @AfterEach
    void stopLab() {
        server.close();
    }

    /** Answers every connection with what it says, until it has said everything. */
    private void echo(ServerSocketChannel socket) {
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    SocketChannel channel = socket.accept();
                    accepted.incrementAndGet();
                    Thread.ofVirtual().start(() -> answer(channel));
                }
            } catch (ClosedChannelException e) {
                // The test is over, or the server was started anew.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static void answer(SocketChannel channel) {
        try (channel;
                InputStream in = Channels.newInputStream(channel);
                OutputStream out = Channels.newOutputStream(channel)) {
            in.transferTo(out);
        } catch (IOException e) {
            // The client is gone.
        }
    }

    private String onHost(String command) {
        return Runs.output(host, ON_HOST, "sh", "-c", command);
    }

    @Test
    void aShellOfTheLabKnowsItsName() throws IOException {
        try (Screen screen = new Screen(host.openTerminal(new TerminalId(1), new TerminalSize(24, 80)))) {
            screen.waitFor("# ");
            screen.type("printf '%s-%s' reg istry | nc registry.lab 5000\n");
            screen.waitFor("reg-istry");
        }
    }

    @Test
    void containersReachItByAddress() {
        assertThat(Runs.output(host, HostConfig.DEFAULT, "sh", "-c", SAY)).isEqualTo("hello");
        assertThat(onHost(SAY)).isEqualTo("hello");
    }

    @Test
    void carriesMuchBothWaysAtOnce() {
        assertThat(onHost("head -c 20000000 /dev/urandom >/x; " + CONNECT + " </x | cmp - /x && echo same"))
                .isEqualTo("same\n");
    }

    @Test
    void whoKillsTheRelayGetsANewOne() throws IOException {
        assertThat(onHost(SAY)).isEqualTo("hello");
        ProcessHandle relay = relay().orElseThrow();
        assertThat(relay.destroyForcibly()).isTrue();
        await().until(() -> relay().filter(next -> next.pid() != relay.pid()).isPresent());

        assertThat(onHost(SAY)).isEqualTo("hello");
    }

    /** The child of labd that is called so. */
    private Optional<ProcessHandle> relay() throws IOException {
        long labd = server.labd(LAB);
        for (String child : Files.readString(Path.of("/proc/" + labd + "/task/" + labd + "/children"))
                .split(" ", -1)) {
            Path name = Path.of("/proc/" + child + "/comm");
            if (!child.isBlank()
                    && Files.exists(name)
                    && Files.readString(name).strip().equals("relay")) {
                return ProcessHandle.of(Long.parseLong(child));
            }
        }
        return Optional.empty();
    }

    @Test
    void aServerThatIsStartedAnewIsFound() throws IOException {
        Optional<Long> before = relay().map(ProcessHandle::pid);
        server.killAndRestart();
        host = server.hosts().find(LAB).orElseThrow();
        echo(server.registry(LAB));

        assertThat(onHost(SAY)).isEqualTo("hello");
        assertThat(relay().map(ProcessHandle::pid)).isEqualTo(before);
    }

    @Test
    void whereNobodyListensTheConnectionEnds() throws IOException {
        server.registry(LAB).close();

        assertThat(onHost(SAY + "; echo over")).isEqualTo("over\n");
    }

    @Test
    void connectionsHaveAnEnd() {
        Container many = Runs.start(
                host,
                Runs.config("busybox", "sh", "-c", "for i in $(seq 80); do sleep 1000 | " + CONNECT + " & done; wait"),
                ON_HOST);
        // On a slow machine the queue of the relay overflows, and the last ask again after 31 seconds only.
        await().atMost(Duration.ofSeconds(90)).until(() -> established() == 80 && accepted.get() >= 64);
        assertThat(accepted).hasValue(64);
        host.engine().containers().remove(many.id().value(), true);

        assertThat(onHost(SAY)).isEqualTo("hello");
    }

    private long established() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("/proc/" + server.labd(LAB) + "/net/tcp"));
        return lines.stream().filter(line -> line.contains(ESTABLISHED)).count();
    }
}
