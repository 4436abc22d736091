package dev.drydock.sandbox.labhost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.container.Container;
import dev.drydock.core.container.EndpointConfig;
import dev.drydock.core.container.HostConfig;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Networks with addresses of both versions of IP. */
@Tag("kernel")
class Ipv6NetworkIT {
    private static final LabId ALICE = new LabId("alice");
    private static final HostConfig ON_SIX = HostConfig.DEFAULT.withNetworkMode("six");
    private static final String REACHED = "1 packets received";

    private static TestServer server;
    private LabHost host;

    @BeforeAll
    static void startServer() {
        server = TestServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void makeLab() {
        host = server.hosts().start(ALICE);
        create("six", "fd00:6::/64", false);
    }

    @AfterEach
    void removeLab() {
        server.hosts().remove(ALICE);
    }

    private void create(String name, String subnet, boolean internal) {
        IpamConfig ipam = new IpamConfig(subnet, "", "", Map.of());
        host.engine()
                .networks()
                .create(new NetworkSpec(name, "", List.of(ipam), true, internal, false, Map.of(), Map.of()));
    }

    private Container sleeper(String name, HostConfig hostConfig) {
        host.engine().containers().create(Optional.of(name), Runs.config("busybox", "sleep", "1000"), hostConfig);
        host.engine().containers().start(name);
        return host.engine().containers().find(name);
    }

    private String ping(HostConfig from, String target) {
        return Runs.output(host, from, "ping", "-6", "-c", "1", "-W", "2", target);
    }

    @Test
    void containersFindAndReachEachOther() {
        sleeper("web", ON_SIX);

        assertThat(ping(ON_SIX, "web")).contains("fd00:6::2").contains(REACHED);
        assertThat(ping(ON_SIX, "fd00:6::1")).contains(REACHED);
        assertThat(LabShell.run(server, host, "ping -6 -c 1 -W 2 fd00:6::2")).contains(REACHED);
        assertThat(Runs.output(host, ON_SIX, "ip", "-6", "route")).contains("default via fd00:6::1 dev eth0");
        assertThat(Runs.output(host, ON_SIX, "nslookup", "fd00:6::2")).contains("web.six");
        assertThat(Runs.output(host, ON_SIX, "cat", "/etc/hosts")).contains("fd00:6::3\t");
    }

    @Test
    void otherNetworksAreOutOfReach() {
        create("far", "fd00:7::/64", false);
        create("closed", "fd00:8::/64", true);
        HostConfig onFar = HostConfig.DEFAULT.withNetworkMode("far");
        HostConfig onClosed = HostConfig.DEFAULT.withNetworkMode("closed");
        sleeper("web", ON_SIX);

        assertThat(ping(onFar, "fd00:6::2")).contains(" 0 packets received");
        assertThat(ping(onClosed, "fd00:6::2")).doesNotContain(REACHED);
        assertThat(Runs.output(host, onClosed, "ip", "-6", "route")).doesNotContain("default");
    }

    @Test
    void containersOfOtherNetworksHaveNoIpv6() {
        assertThat(Runs.output(host, HostConfig.DEFAULT, "ip", "-6", "addr")).doesNotContain("inet6");
    }

    @Test
    void aRunningContainerGetsItAndGivesItBack() {
        Container container = Runs.detached(host, "sleep", "1000");
        String id = container.id().value();
        HostConfig beside = HostConfig.DEFAULT.withNetworkMode("container:" + id);
        var connections = host.engine().containers().connections();

        connections.connect(id, new EndpointConfig("six", List.of(), "", "fd00:6::77", List.of(), "", 0));
        assertThat(Runs.output(host, beside, "ip", "-6", "addr")).contains("fd00:6::77/64");
        assertThat(Runs.output(host, beside, "ip", "-6", "route")).contains("default via fd00:6::1");
        connections.disconnect(id, "six", false);
        assertThat(Runs.output(host, beside, "ip", "-6", "addr")).doesNotContain("fd00");
    }
}
