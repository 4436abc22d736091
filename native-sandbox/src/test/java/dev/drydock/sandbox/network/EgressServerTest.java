package dev.drydock.sandbox.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.egress.EgressNames;
import dev.drydock.core.egress.EgressRule;
import dev.drydock.core.egress.EgressRules;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EgressServerTest {
    private static final String NAME = "named.example";
    private static final Duration LONG = Duration.ofHours(1);

    @TempDir
    private Path directory;

    private ServerSocketChannel service;
    private int port;
    private EgressNames names;
    private EgressServer server;

    @BeforeEach
    void listen() throws IOException {
        service = ServerSocketChannel.open();
        service.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        port = service.socket().getLocalPort();
        names = new EgressNames(new EgressRules(List.of(EgressRule.parse(NAME + ":" + port))));
        open(LONG);
    }

    private void open(Duration idle) {
        OutsideHosts outside =
                new OutsideHosts(_ -> new InetAddress[] {InetAddress.getLoopbackAddress()}, (_, _, _) -> true);
        server = EgressServer.open(socket(), new EgressServer.Lab("lab", names), outside, idle);
    }

    private Path socket() {
        return directory.resolve("egress.sock");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        service.close();
    }

    private SocketChannel connect(Inet4Address address, int at) throws IOException {
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket()));
        channel.write(ByteBuffer.allocate(6)
                .put(address.getAddress())
                .putShort((short) at)
                .flip());
        return channel;
    }

    private SocketChannel connect() throws IOException {
        return connect(names.address(NAME).orElseThrow(), port);
    }

    private static void say(SocketChannel channel, String text) throws IOException {
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String hear(SocketChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(64);
        channel.read(buffer);
        return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
    }

    private static boolean hasEnded(SocketChannel channel) throws IOException {
        return channel.read(ByteBuffer.allocate(1)) < 0;
    }

    @Test
    void carriesBothWaysAndGoesOnWhenOneSideHasSaidAll() throws IOException {
        try (SocketChannel inside = connect();
                SocketChannel outside = service.accept()) {
            say(inside, "question");
            assertThat(hear(outside)).isEqualTo("question");
            inside.shutdownOutput();
            assertThat(hasEnded(outside)).isTrue();
            say(outside, "answer");
            assertThat(hear(inside)).isEqualTo("answer");
            outside.shutdownOutput();
            assertThat(hasEnded(inside)).isTrue();
        }
    }

    @Test
    void whatIsNotPermittedEndsAtOnce() throws IOException {
        Inet4Address address = names.address(NAME).orElseThrow();
        try (ServerSocketChannel other =
                        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                SocketChannel otherPort = connect(address, other.socket().getLocalPort());
                SocketChannel nobodys = connect(EgressNames.GATEWAY, port);
                SocketChannel elsewhere = connect((Inet4Address) InetAddress.ofLiteral("127.0.0.1"), port)) {
            assertThat(List.of(hasEnded(otherPort), hasEnded(nobodys), hasEnded(elsewhere)))
                    .containsOnly(true);
            other.configureBlocking(false);
            assertThat(other.accept()).isNull();
        }
        service.configureBlocking(false);
        assertThat(service.accept()).isNull();
    }

    @Test
    void silentConnectionsEnd() throws IOException {
        server.close();
        open(Duration.ofMillis(50));
        try (SocketChannel inside = connect();
                SocketChannel outside = service.accept()) {
            say(outside, "answer");
            assertThat(hear(inside)).isEqualTo("answer");
            assertThat(List.of(hasEnded(inside), hasEnded(outside))).containsOnly(true);
        }
    }

    @Test
    void theEndOfTheServerEndsConnections() throws IOException {
        try (SocketChannel inside = connect();
                SocketChannel outside = service.accept()) {
            say(inside, "question");
            assertThat(hear(outside)).isEqualTo("question");
            server.close();
            assertThat(List.of(hasEnded(inside), hasEnded(outside))).containsOnly(true);
        }
    }

    @Test
    void connectionsOfOneLabHaveAnEnd() throws IOException {
        SocketChannel[] many = new SocketChannel[128];
        for (int i = 0; i < many.length; i++) {
            many[i] = connect();
            service.accept();
        }
        try (SocketChannel one = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
            assertThat(hasEnded(one)).isTrue();
        }
        for (SocketChannel channel : many) {
            channel.close();
        }
    }
}
