package dev.drydock.sandbox.labhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.drydock.core.container.Container;
import dev.drydock.core.container.EndpointConfig;
import dev.drydock.core.container.HostConfig;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.labhost.LabHost;
import dev.drydock.core.labhost.LabId;
import dev.drydock.core.network.IpamConfig;
import dev.drydock.core.network.NetworkSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Containers with devices upon one of the lab host's. */
@Tag("kernel")
@Tag("dockercli")
class MacvlanIT {
    private static final LabId ALICE = new LabId("alice");
    private static final HostConfig ON_LAN = HostConfig.DEFAULT.withNetworkMode("lan");

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
        server.hosts().remove(ALICE.host(2));
        server.hosts().remove(ALICE);
    }

    private static void create(LabHost host, String range, Map<String, String> options) {
        IpamConfig ipam = new IpamConfig("10.88.0.0/24", range, "10.88.0.254", Map.of());
        host.engine()
                .networks()
                .create(new NetworkSpec("lan", "macvlan", List.of(ipam), false, false, false, options, Map.of()));
    }

    private static Container sleeper(LabHost host) {
        Container created =
                host.engine().containers().create(Optional.of("here"), Runs.config("busybox", "sleep", "1000"), ON_LAN);
        host.engine().containers().start(created.id().value());
        return host.engine().containers().find(created.id().value());
    }

    /** Names are those of the one engine, and the lab hosts' switch carries the frames. */
    @Test
    void containersAreOnTheNetworkOfTheLabHosts() {
        LabHost first = server.hosts().start(ALICE);
        LabHost second = server.hosts().start(ALICE.host(2));
        create(first, "10.88.0.32/28", Map.of("parent", "eth0"));
        create(second, "10.88.0.48/28", Map.of("parent", "eth0"));
        String address = sleeper(first).endpoints().getFirst().address().getHostAddress();

        assertThat(address).startsWith("10.88.0.3");
        assertThat(Runs.output(first, ON_LAN, "ping", "-c", "1", "-W", "5", "here"))
                .contains("1 packets received");
        assertThat(Runs.output(second, ON_LAN, "ping", "-c", "1", "-W", "5", address))
                .contains("1 packets received");
        assertThat(LabShell.run(server, second, "ping -c 1 -W 5 " + address)).contains("1 packets received");
        // As everywhere: a device and what is upon it do not see each other.
        assertThat(LabShell.run(server, first, "ping -c 1 -W 1 " + address + "; echo end"))
                .doesNotContain("1 packets received")
                .contains("end");
    }

    @Test
    void withoutAParentOnlyTheContainersOfTheNetworkReachEachOther() {
        LabHost host = server.hosts().start(ALICE);
        create(host, "", Map.of());
        sleeper(host);

        assertThat(Runs.output(host, ON_LAN, "ping", "-c", "1", "-W", "5", "here"))
                .contains("1 packets received");
        assertThat(Runs.output(host, ON_LAN, "ip", "route")).doesNotContain("default");
        host.engine().containers().remove("here", true);
        // Whose output has ended is about to end.
        await().ignoreException(EngineException.Forbidden.class)
                .untilAsserted(() -> host.engine().networks().remove("lan"));
        assertThat(LabShell.run(server, host, "ip link")).doesNotContain("dm-").doesNotContain("dp-");
    }

    @Test
    void theNextContainerHasTheAddressesOfTheOneThatHasJustEnded() {
        LabHost host = server.hosts().start(ALICE);
        create(host, "", Map.of());

        for (int i = 0; i < 30; i++) {
            assertThat(Runs.output(host, ON_LAN, "ip", "-o", "addr")).contains("10.88.0.");
        }
    }

    @Test
    void aContainerThatRunsGetsOneAndGivesItBack() {
        LabHost host = server.hosts().start(ALICE);
        create(host, "", Map.of());
        Container container = Runs.detached(host, "sleep", "1000");
        var connections = host.engine().containers().connections();
        String id = container.id().value();

        connections.connect(id, EndpointConfig.of("lan"));
        HostConfig beside = HostConfig.DEFAULT.withNetworkMode("container:" + id);
        assertThat(Runs.output(host, beside, "ip", "-o", "addr")).contains("10.88.0.");
        connections.disconnect(id, "lan", false);
        assertThat(Runs.output(host, beside, "ip", "-o", "addr"))
                .contains("172.17.0.")
                .doesNotContain("10.88.0.");
    }

    /** Kernels have it or not; dockerd finds out when a container starts. */
    @Test
    void ipvlanIsRefusedWithTheKernelsReasonOrWorks() {
        LabHost host = server.hosts().start(ALICE);
        try {
            host.engine()
                    .networks()
                    .create(new NetworkSpec("lan", "ipvlan", List.of(), false, false, false, Map.of(), Map.of()));
        } catch (EngineException.SystemFailure e) {
            assertThat(e).hasMessage("this kernel has no ipvlan devices: operation not supported");
            assertThat(host.engine().networks().list()).hasSize(3);
            return;
        }
        sleeper(host);
        assertThat(Runs.output(host, ON_LAN, "ping", "-c", "1", "-W", "5", "here"))
                .contains("1 packets received");
    }

    /** In the mode passthru a device has one device upon it: the kernel refuses the second. */
    @Test
    void theKernelsReasonIsTold() {
        LabHost host = server.hosts().start(ALICE);
        create(host, "", Map.of("macvlan_mode", "passthru"));
        sleeper(host);
        Container second = host.engine().containers().create(Optional.empty(), Runs.config("busybox", "true"), ON_LAN);

        assertThatThrownBy(() -> host.engine().containers().start(second.id().value()))
                .hasMessageContaining("failed to create the macvlan port: ")
                .hasMessageContaining("invalid argument");
    }
}
