package dev.drydock.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.event.EventLog;
import dev.drydock.core.simulated.InMemoryNetworkStore;
import dev.drydock.core.simulated.SequentialIds;
import dev.drydock.core.simulated.SimulatedNetworkDriver;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks whose containers have devices upon one of the lab host's. The sentences are dockerd's. */
class ParentNetworksTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-01T08:00:00Z"));
    private final InMemoryNetworkStore store = new InMemoryNetworkStore();
    private final SimulatedNetworkDriver driver = new SimulatedNetworkDriver();
    private final SequentialIds ids = new SequentialIds();
    private Networks networks = open();

    private Networks open() {
        return Networks.open(store, driver, new EventLog(CLOCK), ids, CLOCK);
    }

    @BeforeEach
    void giveTheLabHostAnUplink() {
        driver.addDevice("eth0");
    }

    private Network create(String name, String kind, Map<String, String> options) {
        return networks.create(new NetworkSpec(name, kind, List.of(), false, false, false, options, Map.of()));
    }

    private Endpoint join(Network network) {
        return networks.join(network, new JoinRequest("c".repeat(64), "eth0", "", "", ""))
                .orElseThrow();
    }

    @Test
    void containersHaveDevicesUponTheParent() {
        Network network = create("lan", "macvlan", Map.of("parent", "eth0"));
        Endpoint endpoint = join(network);

        assertThat(network.driver()).isEqualTo("macvlan");
        assertThat(driver.bridges()).containsExactly("docker0");
        assertThat(endpoint.bridge()).isEqualTo("eth0");
        assertThat(endpoint.hostDevice()).isEqualTo("eth0");
        assertThat(endpoint.link())
                .isEqualTo(new Endpoint.Link(
                        false, false, 0, Optional.of(new SubDevice(SubDevice.Kind.MACVLAN, "bridge"))));
        assertThat(endpoint.macAddress()).isEqualTo("02:42:ac:12:00:02");

        networks.leave(network, List.of(endpoint), "c".repeat(64));
        networks.remove("lan");
        assertThat(driver.hasDevice("eth0")).isTrue();
    }

    @Test
    void withoutAParentTheNetworkLeadsNowhere() {
        Network network = create("lan", "macvlan", Map.of());
        String device = "dm-" + network.id().value().substring(0, 12);

        assertThat(driver.parents()).containsExactlyInAnyOrder("eth0", device);
        assertThat(join(network).link().internal()).isTrue();
        networks = open();
        networks.remove("lan");
        assertThat(driver.parents()).containsExactly("eth0");
    }

    @Test
    void ipvlanHasTheAddressOfTheDeviceBelow() {
        assertThat(join(create("lan", "ipvlan", Map.of("parent", "eth0"))).macAddress())
                .isEmpty();
    }

    @Test
    void aVlanIsMadeForTheFirstAndRemovedWithTheLast() {
        create("one", "macvlan", Map.of("parent", "eth0.10"));
        create("two", "macvlan", Map.of("parent", "eth0.10"));
        networks.remove("one");
        assertThat(driver.parents()).contains("eth0.10");

        networks.remove("two");

        assertThat(driver.parents()).containsExactly("eth0");
    }

    @Test
    void aParentThatIsGoneKeepsNoLabHostFromStarting() {
        create("lan", "macvlan", Map.of("parent", "eth0"));
        driver.removeParent("eth0");
        networks = open();

        assertThat(join(networks.find("lan")).bridge()).isEqualTo("eth0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "macvlan|eth9||invalid subinterface vlan name eth9, example formatting is eth0.10",
                "macvlan|eth9.10||-o parent interface does was not found on the host: eth9",
                "macvlan|eth0.x||unable to parse a valid vlan id from: x (ex. eth0.10 for vlan 10)",
                "macvlan|eth0.5000||vlan id must be between 1-4094, received: 5000",
                "macvlan|lo||loopback interface is not a valid macvlan parent link",
                "ipvlan|lo||loopback interface is not a valid ipvlan parent link",
                "macvlan|eth0|foo|requested macvlan mode 'foo' is not valid, 'bridge' mode is the macvlan driver default",
                "ipvlan|eth0|foo|requested ipvlan mode 'foo' is not valid, 'l2' mode is the ipvlan driver default",
            })
    void refusesWhatCannotBe(String kind, String parent, String mode, String sentence) {
        assertThatThrownBy(
                        () -> create("bad", kind, Map.of("parent", parent, kind + "_mode", mode == null ? "" : mode)))
                .isInstanceOf(EngineException.class)
                .hasMessage(sentence);
        assertThat(store.load()).hasSize(3);
    }
}
