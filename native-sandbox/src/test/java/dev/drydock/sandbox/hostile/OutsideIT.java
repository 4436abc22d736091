package dev.drydock.sandbox.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.container.HostConfig;
import dev.drydock.core.container.Security;
import dev.drydock.core.egress.EgressRule;
import dev.drydock.core.egress.EgressRules;
import dev.drydock.core.network.NetworkSpec;
import dev.drydock.sandbox.labhost.TestServer;
import dev.drydock.sandbox.network.OutsideHosts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Names that the settings permit, and that whoever owns them leads into the machine: the worst case, as each is written out.
 * That what is permitted is reached otherwise shows {@code EgressIT}.
 */
@Tag("kernel")
@Tag("hostile")
class OutsideIT {
    private static final HostConfig ON_HOST =
            HostConfig.DEFAULT.withSecurity(Security.ofPrivileged()).withNetworkMode("host");

    private static final ServerSocketChannel SERVICE = listen();
    private static final int PORT = SERVICE.socket().getLocalPort();
    private static final Map<String, InetAddress> WORLD = world();
    private static final Set<String> LOOKED_UP = ConcurrentHashMap.newKeySet();

    @RegisterExtension
    static final HostileLabs LABS = new HostileLabs(TestServer.Setup.DEFAULT.withEgress(rules(), outside()));

    /** On all addresses of the machine, of both versions. */
    private static ServerSocketChannel listen() {
        try {
            ServerSocketChannel service = ServerSocketChannel.open();
            service.bind(new InetSocketAddress(0)).configureBlocking(false);
            return service;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, InetAddress> world() {
        List<InetAddress> addresses = new ArrayList<>(Stream.of(
                        "127.0.0.1",
                        "127.9.9.9",
                        "0.0.0.0",
                        "169.254.169.254",
                        "224.0.0.1",
                        "::1",
                        "::",
                        "fe80::1",
                        "64:ff9b::7f00:1",
                        "2002:7f00:1::1",
                        "::ffff:127.0.0.1")
                .map(InetAddress::ofLiteral)
                .toList());
        try {
            NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .forEach(addresses::add);
        } catch (SocketException e) {
            throw new AssertionError(e);
        }
        Map<String, InetAddress> world = new TreeMap<>();
        addresses.forEach(address -> world.put("n" + world.size() + ".evil.example", address));
        return world;
    }

    private static EgressRules rules() {
        return new EgressRules(WORLD.keySet().stream()
                .map(name -> EgressRule.parse(name + ":" + PORT))
                .toList());
    }

    private static OutsideHosts outside() {
        return new OutsideHosts(
                name -> {
                    LOOKED_UP.add(name);
                    return new InetAddress[] {WORLD.get(name)};
                },
                OutsideHosts.judge(rules()));
    }

    @BeforeAll
    static void makeNetwork() {
        LABS.mallory()
                .engine()
                .networks()
                .create(new NetworkSpec("front", "", List.of(), false, false, false, Map.of(), Map.of()));
    }

    @AfterAll
    static void stop() throws IOException {
        SERVICE.close();
    }

    /** What the lab hears of a name: nothing, as its connection ends. */
    private static String ask(String name) {
        return "echo hello | /bin/busybox nc -w 5 " + name + " " + PORT + " 2>&1; echo end";
    }

    @Test
    void n01NoNameLeadsIntoTheMachine() throws IOException {
        for (String name : WORLD.keySet()) {
            LOOKED_UP.clear();
            assertThat(LABS.run(HostConfig.DEFAULT.withNetworkMode("front"), "sh", "-c", ask(name)))
                    .isEqualTo("end\n");
            // The question had come to the one who decides.
            assertThat(LOOKED_UP).containsExactly(name);
            assertThat(LABS.run(HostConfig.DEFAULT, "sh", "-c", ask(name))).isEqualTo("end\n");
            assertThat(LABS.shell(ask(name))).isEqualTo("end\n");
        }
        assertThat(SERVICE.accept()).isNull();
    }

    /** Root of the lab sends what it likes to the gateway. */
    @Test
    void n01TheGatewayPassesNothingOn() throws IOException {
        List<String> addresses = WORLD.values().stream()
                .filter(address -> address.getAddress().length == 4)
                .map(InetAddress::getHostAddress)
                .filter(address -> !address.startsWith("127.") && !address.startsWith("0."))
                .toList();
        String way = "ip route add default via 169.254.100.1 dev egress onlink; ip route; ";
        for (String address : addresses) {
            String seen = LABS.run(ON_HOST, "sh", "-c", way + "/probe connect " + address + " " + PORT);

            assertThat(seen).contains("default via 169.254.100.1");
            assertThat(HostileLabs.parse(seen).get(address)).isIn("101", "110", "111", "113");
        }
        LABS.shell("ip route del default");
        assertThat(SERVICE.accept()).isNull();
    }

    /** Its own addresses end in it, whoever has the same. */
    @Test
    void n01EveryLabHasItsOwnGateway() {
        LABS.shell("ip addr add 169.254.100.77/32 dev lo; /bin/busybox nc -l -p 8000 -e echo mallory &");

        assertThat(LABS.shell(LABS.alice(), "echo | /bin/busybox nc -w 2 169.254.100.77 8000 2>&1; echo end"))
                .doesNotContain("mallory")
                .endsWith("end\n");
    }
}
