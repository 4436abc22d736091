package dev.drydock.sandbox.labhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.container.Container;
import dev.drydock.core.container.HostConfig;
import dev.drydock.core.error.EngineException.Forbidden;
import dev.drydock.core.labhost.LabHost;
import dev.drydock.core.labhost.LabId;
import dev.drydock.core.network.Network;
import dev.drydock.core.network.NetworkSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Overlay networks: real VXLAN between the lab hosts of one student. */
@Tag("kernel")
@Tag("dockercli")
class OverlayNetworkIT {
    private static final LabId ALICE = new LabId("alice");
    private static final LabId BOB = new LabId("bob");

    private static TestServer server;

    @BeforeAll
    static void startServer() {
        server = TestServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @AfterEach
    void removeLabs() {
        for (LabId student : List.of(ALICE, BOB)) {
            for (int number = 3; number >= 1; number--) {
                server.hosts().remove(student.host(number));
            }
        }
    }

    private static LabHost start(LabId id) {
        return server.hosts().start(id);
    }

    private static String shell(LabHost host, String command) {
        return LabShell.run(server, host, command);
    }

    private static Network create(LabHost host) {
        return host.engine()
                .networks()
                .create(new NetworkSpec("net", "overlay", List.of(), false, false, true, Map.of(), Map.of()));
    }

    private static final HostConfig ON_NET = HostConfig.DEFAULT.withNetworkMode("net");

    private static Container sleeper(LabHost host, String name) {
        Container created =
                host.engine().containers().create(Optional.of(name), Runs.config("busybox", "sleep", "1000"), ON_NET);
        host.engine().containers().start(created.id().value());
        return host.engine().containers().find(created.id().value());
    }

    private static String ping(LabHost host, String name) {
        return Runs.output(host, ON_NET, "ping", "-c", "2", "-W", "5", name);
    }

    @Test
    void containersOnTwoHostsReachEachOtherByName() {
        LabHost first = start(ALICE);
        LabHost second = start(ALICE.host(2));
        Network net = create(first);
        Container web = sleeper(first, "web");

        assertThat(ping(second, "web")).contains("PING web (10.0.1.2)", "2 packets received");
        sleeper(second, "there");
        assertThat(ping(first, "there.net")).contains("2 packets received");
        // It goes through the device that the network says, to the address that the other lab host has.
        String device = "vx-" + net.id().value().substring(0, 12);
        assertThat(shell(
                        second,
                        "cd /sys/class/net/" + device + "; basename $(readlink master); cat mtu;"
                                + " test $(cat statistics/rx_packets) -gt 3 && grep -c ':12B5 ' /proc/net/udp"))
                .isEqualTo(net.bridge() + "\n1450\n1\n");
        assertThat(web.endpoints().getFirst().link().mtu()).isEqualTo(1450);
    }

    /** More than fits into one packet of the network between the lab hosts. */
    @Test
    void largePacketsPass() {
        LabHost first = start(ALICE);
        LabHost second = start(ALICE.host(2));
        create(second);
        sleeper(first, "web");

        assertThat(Runs.output(second, ON_NET, "ping", "-c", "2", "-W", "5", "-s", "9000", "web"))
                .contains("2 packets received");
    }

    @Test
    void aSecondHostComesAfterTheNetwork() {
        LabHost first = start(ALICE);
        create(first);
        sleeper(first, "web");
        assertThat(ping(first, "web")).contains("2 packets received");

        LabHost second = start(ALICE.host(2));

        assertThat(ping(second, "web")).contains("2 packets received");
    }

    @Test
    void anotherStudentsNetworkOfTheSameNumberIsAnotherOne() {
        LabHost first = start(ALICE);
        start(ALICE.host(2));
        LabHost bobs = start(BOB);
        LabHost bobsSecond = start(BOB.host(2));
        create(first);
        create(bobs);
        sleeper(first, "web");

        assertThat(ping(bobsSecond, "web")).contains("bad address");
        // The first address of his is the asker's own: Alice's container with that address is not in the way.
        assertThat(Runs.output(bobsSecond, ON_NET, "arping", "-c", "1", "-w", "3", "-D", "-I", "eth0", "10.0.1.2"))
                .contains("Received 0 response");
        sleeper(bobsSecond, "own");
        assertThat(ping(bobs, "own")).contains("2 packets received");
        assertThat(ping(first, "own")).contains("bad address");
    }

    @Test
    void itOutlivesTheServerAndGoesEverywhereAtOnce() {
        LabHost first = start(ALICE);
        LabHost second = start(ALICE.host(2));
        Network net = create(first);
        Container web = sleeper(first, "web");
        String id = web.id().value();

        server.killAndRestart();

        LabHost firstAgain = server.hosts().find(ALICE).orElseThrow();
        LabHost secondAgain = server.hosts().find(second.id()).orElseThrow();
        assertThat(ping(secondAgain, "web")).contains("2 packets received");
        assertThatThrownBy(() -> secondAgain.engine().networks().remove("net"))
                .isInstanceOf(Forbidden.class)
                .hasMessageEndingWith("has active endpoints");

        firstAgain.engine().containers().remove(id, true);
        secondAgain.engine().networks().remove("net");

        assertThat(firstAgain.engine().networks().list()).hasSize(3);
        String devices = shell(firstAgain, "ls /sys/class/net") + shell(secondAgain, "ls /sys/class/net");
        assertThat(devices).doesNotContain(net.bridge(), "vx-");
    }

    @Test
    void noWayLeadsOutOfIt() {
        LabHost first = start(ALICE);
        create(first);

        assertThat(Runs.output(first, ON_NET, "ip", "route"))
                .isEqualTo("10.0.1.0/24 dev eth0 scope link  src 10.0.1.2 \n");
    }
}
