package dev.drydock.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.event.EventLog;
import dev.drydock.core.filter.PruneFilter;
import dev.drydock.core.simulated.InMemoryNetworkStore;
import dev.drydock.core.simulated.SequentialIds;
import dev.drydock.core.simulated.SimulatedNetworkDriver;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bridges that users make. The sentences are dockerd's. */
class UserNetworksTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-01T08:00:00Z"));
    private final InMemoryNetworkStore store = new InMemoryNetworkStore();
    private final SimulatedNetworkDriver driver = new SimulatedNetworkDriver();
    private final SequentialIds ids = new SequentialIds();
    private Networks networks = open();

    private Networks open() {
        return Networks.open(store, driver, new EventLog(CLOCK), ids, CLOCK);
    }

    private static NetworkSpec spec(String name, IpamConfig ipam, Map<String, String> options) {
        return new NetworkSpec(
                name,
                "",
                ipam.equals(IpamConfig.NONE) ? List.of() : List.of(ipam),
                false,
                false,
                false,
                options,
                Map.of());
    }

    private Network create(String name) {
        return networks.create(spec(name, IpamConfig.NONE, Map.of()));
    }

    private Network create(String name, String subnet, String range, String gateway) {
        return networks.create(spec(name, new IpamConfig(subnet, range, gateway, Map.of()), Map.of()));
    }

    private Endpoint join(Network network, String address) {
        return networks.join(network, new JoinRequest("c".repeat(64), "eth0", address, "", ""))
                .orElseThrow();
    }

    @Test
    void takesTheNextFreePool() {
        assertThat(create("one").subnet()).isEqualTo("172.18.0.0/16");
        Network two = create("two");
        create("three");
        networks.remove("two");

        assertThat(driver.bridges()).doesNotContain(two.bridge());
        assertThat(create("four").subnet()).isEqualTo("172.19.0.0/16");
    }

    @Test
    void givesAddressesOfItsRangeOnly() {
        Network network = create("own", "10.5.0.0/16", "10.5.7.0/30", "");

        assertThat(network.gateway()).isEqualTo("10.5.7.0");
        assertThat(join(network, "").address().getHostAddress()).isEqualTo("10.5.7.1");
        assertThat(join(network, "10.5.200.1").address().getHostAddress()).isEqualTo("10.5.200.1");
        assertThatThrownBy(() -> join(network, "10.5.200.1"))
                .isInstanceOf(EngineException.Forbidden.class)
                .hasMessage("Address already in use");
        assertThatThrownBy(() -> join(network, "10.6.0.1"))
                .hasMessage("Invalid address 10.6.0.1: It does not belong to any of this network's subnets");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "172.17.3.0/24|''|''|Pool overlaps with other one on this address space",
                "abc|''|''|Invalid subnet abc : invalid CIDR address: abc",
                "10.0.0.0/33|''|''|Invalid subnet 10.0.0.0/33 : invalid CIDR address: 10.0.0.0/33",
                "10.1.0.0/16|''|10.1.0.0|failed to allocate gateway (10.1.0.0): Address already in use",
                "10.1.0.0/31|''|''|failed to allocate gateway (): No available addresses on this pool",
                "10.1.0.0/16|10.2.0.0/24|''|Invalid address pool",
                "10.1.0.0/16|10.0.0.0/8|''|Invalid address pool"
            })
    void refusesImpossibleAddresses(String subnet, String range, String gateway, String sentence) {
        assertThatThrownBy(() -> create("bad", subnet, range, gateway)).hasMessage(sentence);
        assertThat(networks.list()).hasSize(3);
        assertThat(store.load()).hasSize(3);
    }

    @Test
    void refusesNamesThatAreTaken() {
        create("web");

        assertThatThrownBy(() -> create("web"))
                .isInstanceOf(EngineException.Conflict.class)
                .hasMessage("network with name web already exists");
        assertThatThrownBy(() -> create("host")).hasMessage("operation is not permitted on predefined host network");
        assertThatThrownBy(() -> networks.remove("bridge"))
                .hasMessage("bridge is a pre-defined network and cannot be removed");
    }

    @Test
    void keepsANetworkThatSomebodyIsOn() {
        Network network = create("web");
        Endpoint endpoint = join(network, "");
        networks = open();
        networks.rejoin(endpoint);

        assertThatThrownBy(() -> networks.remove("web"))
                .hasMessage("error while removing network: network web id " + network.id() + " has active endpoints");
        assertThat(networks.prune(PruneFilter.of(Map.of(), Set.of(), CLOCK.instant())))
                .isEmpty();
        networks.leave(network, List.of(endpoint), "c".repeat(64));
        assertThat(networks.prune(PruneFilter.of(Map.of(), Set.of(), CLOCK.instant())))
                .containsExactly("web");
        assertThat(driver.bridges()).containsExactly("docker0");
    }

    @Test
    void isThereAgainAfterARestart() {
        Network network = create("own", "10.5.0.0/24", "", "10.5.0.254");
        networks = open();

        assertThat(networks.find("own")).isEqualTo(network);
        assertThat(join(network, "").address().getHostAddress()).isEqualTo("10.5.0.1");
        assertThatThrownBy(() -> join(network, "10.5.0.254")).hasMessage("Address already in use");
    }

    private Network create(String name, IpamConfig... pools) {
        return networks.create(new NetworkSpec(name, "", List.of(pools), true, false, false, Map.of(), Map.of()));
    }

    private static IpamConfig pool(String subnet, String range, String gateway) {
        return new IpamConfig(subnet, range, gateway, Map.of());
    }

    private static String ipv6(Endpoint endpoint) {
        return endpoint.ipv6().map(place -> Addresses.text(place.address())).orElse("none");
    }

    @Test
    void givesAddressesOfBothVersions() {
        Network own = create("own", pool("fd00:5::/64", "fd00:5::80/121", ""), pool("10.5.0.0/16", "", ""));
        Network chosen = create("chosen", new IpamConfig[0]);
        Network next = create("next", new IpamConfig[0]);
        Endpoint first = join(own, "");

        assertThat(own.subnet()).isEqualTo("10.5.0.0/16");
        assertThat(own.ipv6().orElseThrow().gateway()).isEqualTo("fd00:5::80");
        assertThat(ipv6(first)).isEqualTo("fd00:5::81");
        assertThat(first.ipv6().orElseThrow().prefixLength()).isEqualTo(64);
        assertThat(chosen.ipv6().orElseThrow().subnet()).startsWith("fd").endsWith("::/64");
        assertThat(chosen.ipv6().orElseThrow().gateway()).endsWith("::1");
        assertThat(next.ipv6().orElseThrow().subnet())
                .isNotEqualTo(chosen.ipv6().orElseThrow().subnet());
        assertThat(ipv6(join(networks.find("bridge"), ""))).isEqualTo("none");

        networks = open();
        networks.rejoin(first);
        assertThat(ipv6(join(networks.find("own"), ""))).isEqualTo("fd00:5::82");
        networks.leave(own, List.of(first), "c".repeat(64));
        assertThat(ipv6(join(networks.find("own"), ""))).isEqualTo("fd00:5::81");
    }

    private Endpoint joinWithIpv6(Network network, String address) {
        return networks.join(network, new JoinRequest("c".repeat(64), "eth0", "", address, ""))
                .orElseThrow();
    }

    /** An address of the other version that was given already is free again. */
    @Test
    void givesTheIpv6AddressThatIsAskedForOrNoneAtAll() {
        Network own = create("own", pool("fd00:5::/64", "", ""), pool("10.5.0.0/16", "", ""));

        assertThat(ipv6(joinWithIpv6(own, "fd00:5::99"))).isEqualTo("fd00:5::99");
        assertThatThrownBy(() -> joinWithIpv6(own, "fd00:5::99"))
                .isInstanceOf(EngineException.Forbidden.class)
                .hasMessage("Address already in use");
        assertThatThrownBy(() -> joinWithIpv6(own, "fd00:6::1"))
                .hasMessage("Invalid address fd00:6::1: It does not belong to any of this network's subnets");
        assertThatThrownBy(() -> joinWithIpv6(create("auto", new IpamConfig[0]), "fd00:6::1"))
                .hasMessageStartingWith("user specified IP address is supported only when connecting");
        assertThat(joinWithIpv6(own, "").address().getHostAddress()).isEqualTo("10.5.0.3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fd00:7::zz/64|''|''|Invalid subnet fd00:7::zz/64 : invalid CIDR address: fd00:7::zz/64",
                "fd00:9::/65|''|''|Pool overlaps with other one on this address space",
                "fd00:c::/128|''|''|failed to allocate gateway (): No available addresses on this pool",
                "fd00:c::/64|''|fd00:c::|failed to allocate gateway (fd00:c::): Address already in use",
                "fd00:c::/64|fd00:c::/48|''|Invalid address pool"
            })
    void refusesImpossibleIpv6Addresses(String subnet, String range, String gateway, String sentence) {
        create("taken", pool("fd00:9::/64", "", ""));

        assertThatThrownBy(() -> create("bad", pool(subnet, range, gateway))).hasMessage(sentence);
        assertThat(networks.list()).hasSize(4);
        assertThat(store.load()).hasSize(4);
    }

    @Test
    void ofSeveralPoolsOfOneVersionThereIsNone() {
        assertThatThrownBy(() -> create("two", pool("fd00:5::/64", "", ""), pool("fd00:6::/64", "", "")))
                .hasMessage("bridge driver doesn't support multiple subnets");
        assertThatThrownBy(() -> networks.create(
                        new NetworkSpec("far", "overlay", List.of(), true, false, true, Map.of(), Map.of())))
                .hasMessage("--ipv6 is not supported by this engine on overlay networks");
    }

    @ParameterizedTest
    @CsvSource({"../x", "a b", "docker0", "averyveryverylongname"})
    void refusesNamesThatNoBridgeCanHave(String name) {
        assertThatThrownBy(() -> networks.create(spec("bad", IpamConfig.NONE, Map.of(BridgeOptions.NAME, name))))
                .isInstanceOf(EngineException.class);
        assertThat(store.load()).hasSize(3);
    }
}
