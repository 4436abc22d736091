package dev.drydock.sandbox.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drydock.core.container.Container;
import dev.drydock.core.container.HostConfig;
import dev.drydock.core.container.Security;
import dev.drydock.sandbox.labhost.Runs;
import dev.drydock.sandbox.labhost.TestServer;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
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
                Runs.config(HostileLabs.IMAGE, "/bin/busybox", "nc", "-l", "-p", "8000", "-e", "echo", "reached"),
                HostConfig.DEFAULT);
        String address = service.endpoints().getFirst().address().getHostAddress();
        String ask = "/bin/busybox nc -w 2 " + address + " 8000 < /dev/null 2>&1; /bin/busybox nc -w 2 172.17.0.1 8000"
                + " < /dev/null 2>&1; echo end";

        // The same address is here a container's own, or nobody's.
        assertThat(LABS.run(HostConfig.DEFAULT, "sh", "-c", ask))
                .doesNotContain("reached")
                .endsWith("end\n");
        assertThat(LABS.shell(ask)).doesNotContain("reached").endsWith("end\n");
        assertThat(LABS.shell(LABS.alice(), ask)).contains("reached");
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
