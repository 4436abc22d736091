package dev.drydock.sandbox.labhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.container.Container;
import dev.drydock.core.container.ContainerProcess;
import dev.drydock.core.container.FileType;
import dev.drydock.core.container.FileView;
import dev.drydock.core.labhost.LabHost;
import dev.drydock.core.labhost.LabId;
import dev.drydock.core.labhost.LabInside;
import dev.drydock.core.labhost.LabInside.CommandEnd;
import dev.drydock.core.labhost.LabInsideContract;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class LinuxLabInsideIT extends LabInsideContract {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static TestServer server;
    private static LabHost host;

    @BeforeAll
    static void startLab() {
        server = TestServer.start();
        host = server.hosts().start(new LabId("lab"));
    }

    @AfterAll
    static void stopLab() {
        server.close();
    }

    @Override
    protected LabInside inside() {
        return host.inside();
    }

    @Override
    protected void write(String path, String text) {
        run("printf '%s' '" + text + "' > " + path);
    }

    private String run(String line) {
        CommandEnd end = inside().run(line, LONG, 10_000);
        assertThat(end.exitCode()).as(end.output()).contains(0);
        return end.output();
    }

    @Test
    void linksLeadToFilesOfTheLabHostOnly() {
        run("mkdir -p /tmp/links && cd /tmp/links && echo lab > real && chown 7:8 real && chmod 4750 real"
                + " && ln -sf /tmp/links/real good && ln -sf loop loop && ln -sf ../../../../../../../proc/1/root/etc/shadow out"
                + " && ln -sf /etc/hostname name");

        FileView real = inside().file("/tmp/links/good", 10).orElseThrow();
        assertThat(real.head()).isEqualTo("lab\n");
        assertThat(real.stat().permissions()).isEqualTo(04750);
        assertThat(real.stat().uid()).isEqualTo(7);
        assertThat(real.stat().gid()).isEqualTo(8);
        assertThat(inside().file("/tmp/links/loop", 10)).isEmpty();
        assertThat(inside().file("/tmp/links/out", 10)).isEmpty();
    }

    @Test
    void filesThatAreNoneAreNotOpened() {
        run("cd /tmp && rm -f fifo && mkfifo fifo && ln -sf /dev/zero zero && mkdir -p directory"
                + " && truncate -s 1G huge && rm -f socket");

        assertThat(inside().file("/tmp/fifo", 10).orElseThrow().stat().type()).isEqualTo(FileType.FIFO);
        assertThat(inside().file("/tmp/zero", 10).map(FileView::head).orElse(""))
                .isEmpty();
        assertThat(inside().file("/tmp/directory", 10).orElseThrow().stat().type())
                .isEqualTo(FileType.DIRECTORY);
        assertThat(inside().file("/tmp/huge", 10).orElseThrow().isWhole()).isFalse();
        for (String path : new String[] {"/proc/1/environ", "/proc/self/mem", "/sys/kernel/uevent_seqnum"}) {
            assertThat(inside().file(path, 10)).as(path).isEmpty();
        }
    }

    @Test
    void filesOfVolumesAreThere() {
        run("mkdir -p /var/lib/docker/volumes/data/_data;" + " echo kept > /var/lib/docker/volumes/data/_data/f");

        assertThat(inside().file("/var/lib/docker/volumes/data/_data/f", 10).map(FileView::head))
                .contains("kept\n");
    }

    @Test
    void processesOfContainersAreAmongThoseOfTheLabHost() {
        Container container = Runs.detached(host, "sleep", "4711");

        ContainerProcess sleep = inside().processes().stream()
                .filter(process -> process.arguments().contains("4711"))
                .findFirst()
                .orElseThrow();
        assertThat(sleep.user()).isZero();
        assertThat(inside().processes()).anyMatch(process -> process.pid() == 1);
        host.engine().containers().remove(container.id().value(), true);
    }

    @Test
    void aFileOfAContainerIsSeenWithoutAnEvent() throws IOException {
        Container container = Runs.detached(host, "sh", "-c", "echo inside > /note; exec sleep 1000");
        String key = container.id().value();
        long events = host.engine().view().events().size();

        assertThat(host.engine().containers().files().look(key, "/etc/../bin/sh", 4))
                .hasValueSatisfying(shell -> assertThat(shell.isWhole()).isFalse());
        assertThat(host.engine().containers().files().look(key, "/nothing", 4)).isEmpty();
        assertThat(host.engine().view().events()).hasSize((int) events);
        host.engine().containers().remove(key, true);
    }

    @Test
    void aCommandIsNoGuest() {
        assertThat(inside().run("sleep 1000 & exit 4", LONG, 100).exitCode()).contains(4);
        CommandEnd end = inside().run("sleep 100000", Duration.ofMillis(300), 100);

        assertThat(end.exitCode()).isEmpty();
        assertThat(host.hasGuests()).isFalse();
    }

    @Test
    void aFloodOfOutputIsCutAndEnds() {
        CommandEnd end = inside().run("yes | head -c 5000000", LONG, 1000);

        assertThat(end).isEqualTo(new CommandEnd(Optional.of(0), end.output()));
        assertThat(end.output()).hasSize(1000);
    }

    @Test
    void connectionsAreMadeOnTheLabHostsNetworkAndNoOther() throws IOException {
        try (ServerSocket ofTheMachine = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address =
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), ofTheMachine.getLocalPort());
            assertThatThrownBy(() -> inside().connect(address, LONG)).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void aConnectionGetsWhatAContainerSays() throws IOException {
        Container container = Runs.detached(host, "sh", "-c", "while true; do echo hello | nc -l -p 80; done");
        InetSocketAddress address = new InetSocketAddress(
                host.engine()
                        .containers()
                        .find(container.id().value())
                        .endpoints()
                        .getFirst()
                        .address(),
                80);

        try (SocketChannel connection = connect(address)) {
            byte[] said = connection.socket().getInputStream().readNBytes(5);
            assertThat(new String(said, StandardCharsets.UTF_8)).isEqualTo("hello");
        }
        host.engine().containers().remove(container.id().value(), true);
    }

    /** The container's program begins to listen some time after its start. */
    private SocketChannel connect(InetSocketAddress address) throws IOException {
        for (int i = 0; i < 100; i++) {
            try {
                return inside().connect(address, LONG);
            } catch (ConnectException e) {
                run("sleep 0.05");
            }
        }
        throw new IOException("nobody listens at " + address);
    }
}
