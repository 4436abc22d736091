package dev.drydock.sandbox.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.egress.EgressRule;
import dev.drydock.core.egress.EgressRules;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutsideHostsTest {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress OTHER = InetAddress.ofLiteral("127.0.0.2");
    private ServerSocketChannel service;
    private int port;

    @BeforeEach
    void listen() throws IOException {
        service = ServerSocketChannel.open();
        service.bind(new InetSocketAddress(LOOPBACK, 0)).configureBlocking(false);
        port = service.socket().getLocalPort();
    }

    @AfterEach
    void stop() throws IOException {
        service.close();
    }

    @Test
    void connectsToTheFirstPermittedAddressThatAnswers() throws IOException {
        OutsideHosts hosts = new OutsideHosts(_ -> new InetAddress[] {OTHER, LOOPBACK}, (_, _, _) -> true);
        try (SocketChannel channel = hosts.connect("named.example", port)) {
            assertThat(channel.getRemoteAddress()).isEqualTo(new InetSocketAddress(LOOPBACK, port));
        }
        assertThat(service.accept()).isNotNull();
    }

    @Test
    void anAddressThatIsNotPermittedIsNotTried() throws IOException {
        OutsideHosts hosts = new OutsideHosts(_ -> new InetAddress[] {LOOPBACK}, (_, _, at) -> !at.equals(LOOPBACK));

        assertThatThrownBy(() -> hosts.connect("named.example", port))
                .hasMessage("named.example has no address that lab hosts may reach at port " + port);
        assertThat(service.accept()).isNull();
    }

    /** What the settings name leads to the machine: not by its loopback device, and not by any other of its addresses. */
    @Test
    void theMachineItselfIsNeverReached() throws IOException {
        EgressRules rules = new EgressRules(List.of(EgressRule.parse("localhost:" + port)));

        assertThatThrownBy(() -> OutsideHosts.of(rules).connect("localhost", port))
                .hasMessageContaining("no address that lab hosts may reach");
        assertThat(service.accept()).isNull();
    }

    @Test
    void aNameThatNobodyKnowsSaysSo() {
        OutsideHosts hosts = new OutsideHosts(
                host -> {
                    throw new UnknownHostException(host + ": Name or service not known");
                },
                (_, _, _) -> true);

        assertThatThrownBy(() -> hosts.connect("named.example", port))
                .isInstanceOf(IOException.class)
                .hasMessage("look up named.example: named.example: Name or service not known");
    }
}
