package dev.drydock.sandbox.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.drydock.core.container.Container;
import dev.drydock.core.container.ContainerConfig;
import dev.drydock.core.container.HostConfig;
import dev.drydock.core.container.Security;
import dev.drydock.core.labhost.LabHost;
import dev.drydock.core.network.LabNames;
import dev.drydock.core.network.NetworkSpec;
import dev.drydock.core.network.PortRequests;
import dev.drydock.sandbox.labhost.Runs;
import dev.drydock.sandbox.labhost.TestServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nothing of the machine's network, or of another lab's, can be reached from a lab. */
@Tag("kernel")
@Tag("hostile")
class NetworkIT {
    private static final HostConfig PRIVILEGED = HostConfig.DEFAULT.withSecurity(Security.ofPrivileged());
    private static final String REACHED = "ok";
    private static final String REFUSED = "111";
    private static final String UNREACHABLE = "101";

    /** The lab tells a container only now and then that there is no way: answers of that kind have a rate. */
    private static final String UNANSWERED = "110";

    /** How many connections the kernel keeps track of here; none where it does not keep track at all. */
    private static final String CONNECTIONS = "cat /proc/sys/net/netfilter/nf_conntrack_count 2> /dev/null || echo 0; ";

    @RegisterExtension
    static final HostileLabs LABS = new HostileLabs(TestServer.Setup.DEFAULT);

    @Test
    void n01TheMachineCannotBeReached() throws IOException {
        try (ServerSocketChannel service = ServerSocketChannel.open()) {
            service.bind(new InetSocketAddress(InetAddress.getByName("0.0.0.0"), 0))
                    .configureBlocking(false);
            String port = Integer.toString(service.socket().getLocalPort());

            for (String address : machineAddresses()) {
                assertUnreachable(address, port);
            }
            // The metadata service of clouds, PostgreSQL on the bridge's address, an address of elsewhere.
            assertUnreachable("169.254.169.254", "80");
            assertUnreachable("172.17.0.1", port);
            assertUnreachable("172.17.0.1", "5432");
            assertUnreachable("192.0.2.1", "53");
            assertThat(service.accept()).isNull();
        }
    }

    /** Without an address that answers, one that does not would prove nothing. */
    @Test
    void n01TheProbeReachesWhoCanBeReached() {
        Container service = Runs.start(
                LABS.mallory(),
                Runs.config(HostileLabs.IMAGE, "/bin/busybox", "nc", "-ll", "-p", "7000", "-e", "true"),
                HostConfig.DEFAULT);
        String address = service.endpoints().getFirst().address().getHostAddress();

        await().untilAsserted(() -> assertThat(reach(LABS.shell("/probe connect " + address + " 7000"), address))
                .isEqualTo(REACHED));
        assertThat(reach(LABS.run(HostConfig.DEFAULT, "/probe", "connect", address, "7000"), address))
                .isEqualTo(REACHED);
    }

    private static @Nullable String reach(String seen, String address) {
        return HostileLabs.parse(seen).get(address);
    }

    private static List<String> machineAddresses() throws IOException {
        List<String> addresses = new ArrayList<>();
        NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(Inet4Address.class::isInstance)
                .forEach(address -> addresses.add(address.getHostAddress()));
        assertThat(addresses).contains("127.0.0.1");
        return addresses;
    }

    private static void assertUnreachable(String address, String port) {
        for (String seen : List.of(
                LABS.run(HostConfig.DEFAULT, "/probe", "connect", address, port),
                LABS.run(PRIVILEGED.withNetworkMode("host"), "/probe", "connect", address, port),
                LABS.shell("/probe connect " + address + " " + port))) {
            assertThat(reach(seen, address)).isIn(REFUSED, UNREACHABLE, UNANSWERED);
        }
    }

    @Test
    void n01AnotherLabCannotBeReached() throws IOException {
        Container service = Runs.start(
                LABS.alice(),
                Runs.config(HostileLabs.IMAGE, "/bin/busybox", "nc", "-ll", "-p", "8000", "-e", "echo", "reached"),
                HostConfig.DEFAULT);
        String address = service.endpoints().getFirst().address().getHostAddress();
        String ask = "/bin/busybox nc -w 2 " + address + " 8000 < /dev/null 2>&1; /bin/busybox nc -w 2 172.17.0.1 8000"
                + " < /dev/null 2>&1; echo end";

        await().untilAsserted(() -> assertThat(LABS.shell(LABS.alice(), ask)).contains("reached"));
        // The same address is here a container's own, or nobody's.
        assertThat(LABS.run(HostConfig.DEFAULT, "sh", "-c", ask))
                .doesNotContain("reached")
                .endsWith("end\n");
        assertThat(LABS.shell(ask)).doesNotContain("reached").endsWith("end\n");
    }

    private static Container publishing(LabHost lab, int port, String word) {
        PortRequests ports = new PortRequests(
                Map.of("80/tcp", List.of(new PortRequests.Binding("", Integer.toString(port)))), false);
        return Runs.start(lab, serving(word), HostConfig.DEFAULT.with(draft -> draft.ports = ports));
    }

    private static int freePort() throws IOException {
        try (ServerSocketChannel one = ServerSocketChannel.open()) {
            return one.bind(new InetSocketAddress("0.0.0.0", 0)).socket().getLocalPort();
        }
    }

    /** On all addresses of the lab host, and on none of the machine's. */
    @Test
    void n02APublishedPortIsTheLabHostsAlone() throws IOException {
        int port = freePort();
        Container service = publishing(LABS.mallory(), port, "mallory");

        await().untilAsserted(
                        () -> assertThat(LABS.shell(ask("127.0.0.1", port))).contains("mallory"));
        assertThat(LABS.shell(ask("172.17.0.1", port))).contains("mallory");
        assertThat(LABS.shell(LABS.alice(), ask("127.0.0.1", port))).doesNotContain("mallory");
        for (String address : machineAddresses()) {
            assertThatThrownBy(() -> new Socket(address, port).close()).isInstanceOf(ConnectException.class);
        }
        LABS.mallory().engine().containers().remove(service.id().value(), true);
    }

    private static String ask(String address, int port) {
        return "/bin/busybox nc -w 2 " + address + " " + port + " < /dev/null 2>&1; echo end";
    }

    /** {@code ./drydock bench --network 5 200} does so with 200. */
    @Test
    void n06EveryLabHostHasItsOwnPort80() {
        Container one = publishing(LABS.mallory(), 80, "mallory");
        Container two = publishing(LABS.alice(), 80, "alice");

        await().untilAsserted(() -> assertThat(LABS.shell(ask("127.0.0.1", 80))).isEqualTo("mallory\nend\n"));
        await().untilAsserted(() ->
                assertThat(LABS.shell(LABS.alice(), ask("127.0.0.1", 80))).isEqualTo("alice\nend\n"));
        LABS.mallory().engine().containers().remove(one.id().value(), true);
        LABS.alice().engine().containers().remove(two.id().value(), true);
    }

    /** More connections than a table of them would hold; labs have no such table. */
    @Test
    void n07AFloodOfConnectionsIsFeltInOneLab() {
        Container target = Runs.start(LABS.mallory(), serving("mallory"), HostConfig.DEFAULT);
        Container other = Runs.start(LABS.alice(), serving("alice"), HostConfig.DEFAULT);
        String address = target.endpoints().getFirst().address().getHostAddress();
        String flood = "/probe flood " + address + " 80 100000; " + CONNECTIONS + ask(address, 80);

        await().untilAsserted(() -> assertThat(LABS.shell(ask(address, 80))).isEqualTo("mallory\nend\n"));
        assertThat(LABS.run(HostConfig.DEFAULT, "sh", "-c", flood)).isEqualTo("sent 100000\n0\nmallory\nend\n");
        assertThat(LABS.shell(flood)).isEqualTo("sent 100000\n0\nmallory\nend\n");
        assertThat(LABS.shell(
                        LABS.alice(),
                        CONNECTIONS + ask(other.endpoints().getFirst().address().getHostAddress(), 80)))
                .isEqualTo("0\nalice\nend\n");
        LABS.mallory().engine().containers().remove(target.id().value(), true);
        LABS.alice().engine().containers().remove(other.id().value(), true);
    }

    private static ContainerConfig serving(String word) {
        return Runs.config(HostileLabs.IMAGE, "/bin/busybox", "nc", "-ll", "-p", "80", "-e", "echo", word);
    }

    private static void create(String name, boolean internal) {
        LABS.mallory()
                .engine()
                .networks()
                .create(new NetworkSpec(name, "", List.of(), false, internal, false, Map.of(), Map.of()));
    }

    @Test
    void n04NothingLeavesAnInternalNetwork() {
        create("inside", true);
        create("outside", false);
        HostConfig inside = HostConfig.DEFAULT.withNetworkMode("inside");
        HostConfig outside = HostConfig.DEFAULT.withNetworkMode("outside");
        String registry = LabNames.REGISTRY_ADDRESS.getHostAddress();
        String neighbour = Runs.start(
                        LABS.mallory(), Runs.config(HostileLabs.IMAGE, "sleep", "1000"), HostConfig.DEFAULT)
                .endpoints()
                .getFirst()
                .address()
                .getHostAddress();

        // Names: whoever is elsewhere, the registry, and the world.
        assertThat(LABS.run(outside, "/bin/busybox", "nslookup", LabNames.REGISTRY))
                .contains(registry);
        for (String name : List.of(LabNames.REGISTRY, "example.org")) {
            assertThat(LABS.run(inside, "/bin/busybox", "nslookup", name)).contains("NXDOMAIN");
        }
        // The network namespace's own root cannot change that: behind the bridge everything ends. Only the lab host's
        // own
        // addresses are there, as with Docker.
        String way =
                "ip route add default via $(ip -o -4 addr show eth0 | sed 's/.*inet \\([0-9.]*\\)\\.[0-9]*\\/.*/\\1/').1;"
                        + " ip route; ";
        for (String address : List.of(registry, neighbour, "192.0.2.1")) {
            String plain = LABS.run(inside, "/probe", "connect", address, "5000");
            assertThat(reach(plain, address)).isEqualTo(UNREACHABLE);
        }
        for (String address : List.of(neighbour, "192.0.2.1")) {
            String forced = LABS.run(
                    PRIVILEGED.withNetworkMode("inside"), "sh", "-c", way + "/probe connect " + address + " 5000");

            assertThat(forced).contains("default via");
            assertThat(reach(forced, address)).isIn(REFUSED, UNREACHABLE, UNANSWERED);
        }
    }

    /** What a container says about addresses goes no further than the bridge of its own lab. */
    @Test
    void n03FalseAddressesStayInTheLab() {
        Container victim =
                Runs.start(LABS.alice(), Runs.config(HostileLabs.IMAGE, "sleep", "1000"), HostConfig.DEFAULT);
        String table = "ip -o addr | sed 's/ tentative//'; ip route; cat /proc/net/arp";
        String before = LABS.shell(LABS.alice(), table);
        String lie =
                "busybox=/bin/busybox; ip link set eth0 down; ip link set eth0 address 02:42:00:00:00:01; ip link set"
                        + " eth0 up; ip addr add 172.17.0.1/16 dev eth0; $busybox arping -c 2 -U -I eth0 172.17.0.1; ip"
                        + " addr add fe80::1/64 dev eth0; $busybox arping -c 2 -A -I eth0 "
                        + victim.endpoints().getFirst().address().getHostAddress();

        String mallorys = LABS.shell(table);
        LABS.run(PRIVILEGED, "sh", "-c", lie + " 2>&1");
        LABS.run(PRIVILEGED.withNetworkMode("host"), "sh", "-c", lie.replace("eth0", "docker0") + " 2>&1");

        // The lie is one: who told it believes it.
        assertThat(LABS.shell(table)).isNotEqualTo(mallorys);
        assertThat(LABS.shell(LABS.alice(), table)).isEqualTo(before);
        assertThat(LABS.shell("ip link")).doesNotContain("if0:", "@if1:");
    }
}
