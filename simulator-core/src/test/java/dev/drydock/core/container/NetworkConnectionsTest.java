package dev.drydock.core.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.engine.EngineFixture;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.network.DefaultRoutes;
import dev.drydock.core.network.Endpoint;
import dev.drydock.core.network.IpamConfig;
import dev.drydock.core.network.NetworkSpec;
import dev.drydock.core.network.PortRequests;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NetworkConnectionsTest {
    private final EngineFixture fixture = new EngineFixture();

    @BeforeEach
    void makeNetworks() {
        for (String name : List.of("front", "back")) {
            fixture.engine.networks().create(NetworkSpec.of(name));
        }
        fixture.engine
                .networks()
                .create(new NetworkSpec(
                        "own",
                        "",
                        List.of(new IpamConfig("10.0.0.0/24", "", "", Map.of())),
                        false,
                        true,
                        false,
                        Map.of(),
                        Map.of()));
    }

    private List<String> devices(String name) {
        return fixture.containers().find(name).endpoints().stream()
                .map(endpoint -> endpoint.device() + " " + endpoint.address().getHostAddress())
                .toList();
    }

    private void connect(String name, String network) {
        fixture.containers().connections().connect(name, EndpointConfig.of(network));
    }

    @Test
    void aRunningOneGetsAndGivesUpPlaces() {
        fixture.run("web", EngineFixture.network("front"), "sleep", "1000");
        connect("web", "back");
        assertThat(devices("web")).containsExactly("eth0 172.18.0.2", "eth1 172.19.0.2");

        fixture.containers().connections().disconnect("web", "front", false);
        assertThat(devices("web")).containsExactly("eth1 172.19.0.2");
        assertThatThrownBy(() -> fixture.engine.networks().remove("back")).hasMessageContaining("has active endpoints");
        fixture.engine.networks().remove("front");
        fixture.kill("web");
    }

    @Test
    void theyAreThereAfterARestartOfTheServer() {
        fixture.run("web", EngineFixture.network("front"), "sleep", "1000");
        connect("web", "back");
        List<String> before = devices("web");
        fixture.restartServer();

        assertThat(devices("web")).isEqualTo(before);
        assertThatThrownBy(() -> fixture.engine.networks().remove("back")).hasMessageContaining("has active endpoints");
        fixture.kill("web");
    }

    @Test
    void oneThatDoesNotRunHasThemAtItsNextStart() {
        fixture.create("web", "sleep", "1000");
        connect("web", "own");
        fixture.containers().connections().disconnect("web", "bridge", false);
        fixture.containers().start("web");

        assertThat(devices("web")).containsExactly("eth0 10.0.0.2");
        assertThat(fixture.containers().find("web").endpoints())
                .extracting(Endpoint::link)
                .containsExactly(new Endpoint.Link(true, false, 0));
        fixture.kill("web");
    }

    /** What has a cause is written to the server's log, with where it came from. */
    @Test
    void aPortThatIsTakenIsNoFailureOfTheMachine() {
        PortRequests ports =
                new PortRequests(Map.of("80/tcp", List.of(new PortRequests.Binding("0.0.0.0", "8080"))), false);
        HostConfig publishing = HostConfig.DEFAULT.with(draft -> draft.ports = ports);
        fixture.run("web", publishing, "sleep", "1000");
        fixture.create("late", publishing, "sleep", "1000");

        assertThatThrownBy(() -> fixture.containers().start("late"))
                .isInstanceOf(EngineException.SystemFailure.class)
                .hasMessageContaining("Bind for 0.0.0.0:8080 failed: port is already allocated")
                .hasNoCause();
        fixture.kill("web");
    }

    @Test
    void aStartThatFailsOnTheSecondNetworkLeavesTheFirst() {
        fixture.create("web", EngineFixture.network("front"), "sleep", "1000");
        fixture.containers()
                .connections()
                .connect("web", new EndpointConfig("own", List.of(), "10.0.0.1", "", List.of(), "", 0));

        assertThatThrownBy(() -> fixture.containers().start("web")).hasMessage("Address already in use");
        fixture.engine.networks().remove("front");
    }

    @Test
    void refusesInDockersWords() {
        fixture.run("web", "sleep", "1000");
        fixture.create("alone", EngineFixture.network("host"), "sleep", "1000");
        fixture.create("none", EngineFixture.network("none"), "sleep", "1000");

        assertThatThrownBy(() -> connect("web", "bridge"))
                .hasMessage("endpoint with name web already exists in network bridge");
        assertThatThrownBy(() -> connect("web", "host"))
                .hasMessage("container cannot be disconnected from host network or connected to host network");
        assertThatThrownBy(() -> connect("alone", "front"))
                .hasMessage("container sharing network namespace with another container or host cannot be connected to"
                        + " any other network");
        assertThatThrownBy(() -> connect("none", "front"))
                .hasMessage("container cannot be connected to multiple networks with one of the networks in private"
                        + " (none) mode");
        assertThatThrownBy(() -> connect("web", "nowhere")).hasMessage("network nowhere not found");
        assertThatThrownBy(() -> fixture.containers().connections().disconnect("web", "back", true))
                .hasMessage("container " + fixture.containers().find("web").id() + " is not connected to network back");
        assertThatThrownBy(() -> fixture.containers()
                        .connections()
                        .connect("web", new EndpointConfig("back", List.of(), "172.19.0.9", "", List.of(), "", 0)))
                .hasMessage("user specified IP address is supported only when connecting to networks with user"
                        + " configured subnets");
        fixture.kill("web");
    }

    @Test
    void theDefaultRouteIsOfTheHighestPriorityAndNeverOfAnInternalNetwork() {
        EndpointConfig own = EndpointConfig.of("own");
        EndpointConfig back = EndpointConfig.of("back");
        EndpointConfig front = new EndpointConfig("front", List.of(), "", "", List.of(), "", 1);
        fixture.run("web", EngineFixture.network("own"), "sleep", "1000");
        fixture.containers().connections().connect("web", back);
        fixture.containers().connections().connect("web", front);
        ContainerNetworking networking = new ContainerNetworking(
                fixture.engine.networks(), new ContainerIndex(), new ContainerLinks(new ContainerIndex()));
        List<Endpoint> endpoints = fixture.containers().find("web").endpoints();

        assertThat(networking
                        .defaultRoutes(List.of(own, back, front), endpoints)
                        .ipv4()
                        .orElseThrow()
                        .getHostAddress())
                .isEqualTo("172.18.0.1");
        assertThat(networking.defaultRoutes(List.of(own), endpoints.subList(0, 1)))
                .isEqualTo(DefaultRoutes.NOWHERE);
        fixture.kill("web");
    }
}
