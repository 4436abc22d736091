package dev.drydock.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.container.Container;
import dev.drydock.core.container.ContainerConfig;
import dev.drydock.core.container.HostConfig;
import dev.drydock.core.container.WaitCondition;
import dev.drydock.core.engine.Engine;
import dev.drydock.core.network.IpamConfig;
import dev.drydock.core.network.NetworkSpec;
import dev.drydock.core.simulated.ManualScheduler;
import dev.drydock.core.simulated.SequentialIds;
import dev.drydock.core.simulated.SimulatedLab;
import dev.drydock.core.simulated.SimulatedServer;
import dev.drydock.web.live.LiveMessage.ContainerStatus;
import dev.drydock.web.live.NetworkState.Carrier;
import dev.drydock.web.live.NetworkState.Peer;
import dev.drydock.web.live.NetworkState.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the picture of the network is told. */
class NetworkStatesTest {
    private final ManualScheduler time = new ManualScheduler(Instant.parse("2026-03-01T08:00:00Z"));
    private final Engine engine = new SimulatedLab(new SimulatedServer(), new SequentialIds(), time, time).open();

    private void create(String name, String driver, boolean internal, Map<String, String> options) {
        engine.networks()
                .create(new NetworkSpec(
                        name,
                        driver,
                        List.of(new IpamConfig("10.5.0.0/16", "", "", Map.of())),
                        false,
                        internal,
                        true,
                        options,
                        Map.of()));
    }

    private Container run(String name, String network) {
        ContainerConfig config = new ContainerConfig(
                "busybox",
                "",
                "",
                "",
                new ContainerConfig.Streams(true, true, true, false, true, true),
                List.of("sleep", "1000"),
                List.of(),
                List.of(),
                "",
                List.of(),
                Map.of(),
                "",
                Optional.empty());
        engine.containers().create(Optional.of(name), config, HostConfig.DEFAULT.withNetworkMode(network));
        engine.containers().start(name);
        return engine.containers().find(name);
    }

    private NetworkState network(String name) {
        return EngineStates.of(engine.view()).networks().stream()
                .filter(network -> network.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private ContainerStatus container(String name) {
        return EngineStates.of(engine.view()).containers().stream()
                .filter(container -> container.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aBridgeIsToldWithItsDevice() {
        NetworkState bridge = network("bridge");

        assertThat(bridge.driver()).isEqualTo("bridge");
        assertThat(bridge.subnet()).isEqualTo("172.17.0.0/16");
        assertThat(bridge.gateway()).isEqualTo("172.17.0.1");
        assertThat(bridge.device()).isEqualTo("docker0");
        assertThat(bridge.closed()).isFalse();
        assertThat(network("host").device()).isEmpty();
    }

    @Test
    void anInternalOneIsClosed() {
        create("cellar", "", true, Map.of());

        assertThat(network("cellar").closed()).isTrue();
    }

    @Test
    void aMacvlanIsToldWithWhatIsBelowIt() {
        create("street", "macvlan", false, Map.of());

        assertThat(network("street").mode()).contains("bridge");
        assertThat(network("street").device()).startsWith("dm-");
        assertThat(network("street").closed()).isTrue();
    }

    @Test
    void anOverlayIsToldWithWhatCarriesIt() {
        create("span", "overlay", false, Map.of());

        String device = "vx-" + network("span").id().substring(0, 12);
        assertThat(network("span").carrier()).contains(new Carrier(4097, device, List.of(new Peer(1, "127.0.0.1"))));
        assertThat(network("bridge").carrier()).isEmpty();
    }

    @Test
    void networksComeInTheOrderInWhichTheyWereMade() {
        time.advance(Duration.ofSeconds(1));
        create("zoo", "", false, Map.of());
        time.advance(Duration.ofSeconds(1));
        engine.networks().create(new NetworkSpec("attic", "", List.of(), false, false, false, Map.of(), Map.of()));

        assertThat(EngineStates.of(engine.view()).networks())
                .extracting(NetworkState::name)
                .endsWith("zoo", "attic");
    }

    @Test
    void aPlaceIsToldWithBothEndsAndTheNamesThere() {
        create("shore", "", false, Map.of());
        Container web = run("web", "shore");

        Place place = container("web").endpoints().getFirst();
        assertThat(place.network()).isEqualTo(network("shore").id());
        assertThat(place.address()).isEqualTo("10.5.0.2");
        assertThat(place.prefix()).isEqualTo(16);
        assertThat(place.device()).isEqualTo("eth0");
        assertThat(place.hostDevice()).matches("veth[0-9a-f]{7}");
        assertThat(place.mac()).isEqualTo("02:42:0a:05:00:02");
        assertThat(place.names()).containsExactlyInAnyOrder("web", web.id().abbreviated());
    }

    @Test
    void whoDoesNotRunHasNoAddressButKnowsItsNetworks() {
        run("web", "bridge");
        engine.containers().kill("web", "");
        engine.containers().await("web", WaitCondition.NOT_RUNNING).join();

        assertThat(container("web").endpoints()).isEmpty();
        assertThat(container("web").joins()).containsExactly(network("bridge").id());
    }

    @Test
    void whoSharesANamespaceSaysWhose() {
        Container owner = run("owner", "none");
        run("guest", "container:owner");

        assertThat(container("guest").shares()).contains(owner.id().value());
        assertThat(container("guest").joins()).isEmpty();
        assertThat(container("owner").joins()).containsExactly(network("none").id());
        assertThat(container("owner").shares()).isEmpty();
    }
}
