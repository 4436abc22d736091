package dev.drydock.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.error.EngineException.Conflict;
import dev.drydock.core.error.EngineException.Forbidden;
import dev.drydock.core.error.EngineException.InvalidParameter;
import dev.drydock.core.error.EngineException.NotFound;
import dev.drydock.core.error.EngineException.Unavailable;
import dev.drydock.core.event.EventLog;
import dev.drydock.core.event.EventSubscription;
import dev.drydock.core.filter.PruneFilter;
import dev.drydock.core.id.IdSource;
import dev.drydock.core.id.RandomIds;
import dev.drydock.core.simulated.InMemoryNetworkStore;
import dev.drydock.core.simulated.SimulatedNetworkDriver;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks that reach over all lab hosts of one student. */
class OverlaysTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-01T08:00:00Z"));
    private static final IdSource IDS = new RandomIds();
    private final InMemoryNetworkStore first = new InMemoryNetworkStore();
    private final InMemoryNetworkStore second = new InMemoryNetworkStore();
    private final SimulatedNetworkDriver firstDriver = new SimulatedNetworkDriver();
    private final SimulatedNetworkDriver secondDriver = new SimulatedNetworkDriver();
    private final Overlays overlays = new Overlays(first);
    private final Networks one = open(1, first, firstDriver, overlays);
    private final Networks two = open(2, second, secondDriver, overlays);

    private static Networks open(int number, NetworkStore store, NetworkDriver driver, Overlays overlays) {
        return open(number, store, driver, overlays, new EventLog(CLOCK));
    }

    private static Networks open(
            int number, NetworkStore store, NetworkDriver driver, Overlays overlays, EventLog events) {
        return Networks.open(
                store, driver, new Overlays.Member(overlays, at(number)), new Networks.Sources(events, IDS, CLOCK));
    }

    private static TunnelEndpoint at(int number) {
        return new TunnelEndpoint(number, Addresses.parse("10.88.0." + number));
    }

    private static NetworkSpec spec(String name, String subnet, Map<String, String> options) {
        List<IpamConfig> pools = subnet.isEmpty() ? List.of() : List.of(new IpamConfig(subnet, "", "", Map.of()));
        return new NetworkSpec(name, "overlay", pools, false, false, true, options, Map.of());
    }

    private static Network create(Networks host, String name) {
        return host.create(spec(name, "", Map.of()));
    }

    private static Endpoint join(Networks host, String network) {
        return host.join(host.find(network), new JoinRequest("c".repeat(64), "eth0", "", "", ""))
                .orElseThrow();
    }

    @Test
    void whatIsMadeOnOneHostIsOnAll() {
        Network made = create(one, "net");

        assertThat(two.find("net")).isEqualTo(made);
        assertThat(made.subnet()).isEqualTo("10.0.1.0/24");
        assertThat(made.settings().options()).containsEntry(Overlays.VNI, "4097");
        assertThat(firstDriver.bridges()).contains(made.bridge());
        assertThat(secondDriver.bridges()).contains(made.bridge());
        assertThat(Bridge.of(made).vxlan())
                .contains(new Vxlan(4097, "vx-" + made.id().value().substring(0, 12)));
        assertThat(Bridge.of(made).mtu()).isEqualTo(1450);
    }

    @Test
    void itsCarrierTellsWhichHostsItJoins() {
        Network made = create(one, "net");
        Vxlan vxlan = new Vxlan(4097, "vx-" + made.id().value().substring(0, 12));

        assertThat(two.overlays()).containsExactly(new OverlayNetwork(made.id(), vxlan, List.of(at(1), at(2))));
        assertThat(one.overlays()).isEqualTo(two.overlays());

        one.close();
        assertThat(two.overlays()).containsExactly(new OverlayNetwork(made.id(), vxlan, List.of(at(2))));
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whoLooksAtAHostIsWokenByWhatOthersDo() throws InterruptedException {
        EventLog log = new EventLog(CLOCK);
        open(3, new InMemoryNetworkStore(), new SimulatedNetworkDriver(), overlays, log);
        EventSubscription looks = log.subscribe();

        create(one, "net");
        assertThat(looks.next(Duration.ofDays(1))).isEmpty();
        one.remove("net");
        assertThat(looks.next(Duration.ofDays(1))).isEmpty();
        two.close();
        assertThat(looks.next(Duration.ofDays(1))).isEmpty();
        open(4, new InMemoryNetworkStore(), new SimulatedNetworkDriver(), overlays);
        assertThat(looks.next(Duration.ofDays(1))).isEmpty();
    }

    @Test
    void addressesAreGivenOnceForAllHosts() {
        create(one, "net");

        Endpoint here = join(one, "net");
        Endpoint there = join(two, "net");

        assertThat(here.address().getHostAddress()).isEqualTo("10.0.1.2");
        assertThat(there.address().getHostAddress()).isEqualTo("10.0.1.3");
        assertThat(here.link()).isEqualTo(new Endpoint.Link(true, false, 1450));
    }

    @Test
    void aHostThatComesLaterHasThemToo() {
        Network made = create(one, "net");
        one.close();
        two.close();

        SimulatedNetworkDriver driver = new SimulatedNetworkDriver();
        Networks third = open(3, new InMemoryNetworkStore(), driver, overlays);

        assertThat(third.find("net")).isEqualTo(made);
        assertThat(driver.bridges()).contains(made.bridge());
        assertThat(create(third, "other").subnet()).isEqualTo("10.0.2.0/24");
    }

    @Test
    void itStaysAsLongAsSomebodyIsOnItAnywhere() {
        create(one, "net");
        Endpoint there = join(two, "net");

        assertThatThrownBy(() -> one.remove("net"))
                .isInstanceOf(Forbidden.class)
                .hasMessageEndingWith("has active endpoints");
        assertThat(one.prune(PruneFilter.of(Map.of(), Set.of(), CLOCK.instant())))
                .isEmpty();
        assertThat(two.find("net")).isNotNull();

        two.leave(two.find("net"), List.of(there), "c".repeat(64));
        one.remove("net");
        assertThatThrownBy(() -> two.find("net")).isInstanceOf(NotFound.class);
        assertThat(secondDriver.bridges()).hasSize(1);
        assertThat(first.load()).noneMatch(Network::isOverlay);
    }

    @Test
    void aNameThatAnotherHostHasIsTaken() {
        two.create(NetworkSpec.of("net"));

        assertThatThrownBy(() -> create(one, "net"))
                .isInstanceOf(Conflict.class)
                .hasMessage("network with name net already exists");
        assertThat(first.load()).noneMatch(Network::isOverlay);
        assertThat(firstDriver.bridges()).hasSize(1);
    }

    @Test
    void aHostWithAnotherNetworkOfTheNameStartsAllTheSame() {
        two.close();
        second.save(new Network(
                new NetworkId("a".repeat(64)), "net", "bridge", CLOCK.instant(), "172.20.0.0/16", "172.20.0.1"));
        create(one, "net");

        Networks again = open(2, second, secondDriver, overlays);

        assertThat(again.find("net").driver()).isEqualTo("bridge");
        one.remove("net");
        assertThat(again.find("net").driver()).isEqualTo("bridge");
    }

    @Test
    void aHostThatHasEndedHoldsNobodyUp() {
        NetworkDriver gone = new NetworkDriver() {
            private boolean isGone;

            @Override
            public void createBridge(Bridge bridge) {
                if (isGone) {
                    throw new Unavailable("gone");
                }
                isGone = true;
            }

            @Override
            public void removeBridge(Bridge bridge) {
                throw new Unavailable("gone");
            }

            @Override
            public boolean hasDevice(String name) {
                throw new Unavailable("gone");
            }

            @Override
            public void createParent(Parent parent) {
                throw new Unavailable("gone");
            }

            @Override
            public void removeParent(String device) {
                throw new Unavailable("gone");
            }
        };
        open(3, new InMemoryNetworkStore(), gone, overlays);

        Network made = create(one, "net");
        assertThat(two.find("net")).isEqualTo(made);
        one.remove("net");
        assertThat(secondDriver.bridges()).doesNotContain(made.bridge());
    }

    @Test
    void onlyAnAttachableOneTakesContainers() {
        one.create(new NetworkSpec("swarm", "overlay", List.of(), false, false, false, Map.of(), Map.of()));

        assertThatThrownBy(() -> join(two, "swarm"))
                .isInstanceOf(Forbidden.class)
                .hasMessage("Could not attach to network swarm: rpc error: code = PermissionDenied desc = network swarm"
                        + " not manually attachable");
    }

    @Test
    void theNumberMayBeChosen() {
        Network chosen = one.create(spec("a", "10.9.0.0/24", Map.of(Overlays.VNI, "4097")));
        assertThat(chosen.subnet()).isEqualTo("10.9.0.0/24");
        assertThat(create(two, "b").settings().options()).containsEntry(Overlays.VNI, "4098");

        assertThatThrownBy(() -> two.create(spec("c", "", Map.of(Overlays.VNI, "4097"))))
                .isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> two.create(spec("d", "10.9.0.0/16", Map.of())))
                .isInstanceOf(Forbidden.class)
                .hasMessage("Pool overlaps with other one on this address space");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "x", "16777216", "99999999999", "1,2"})
    void aNumberThatDoesNotFitIsRefused(String number) {
        assertThatThrownBy(() -> one.create(spec("a", "", Map.of(Overlays.VNI, number))))
                .isInstanceOf(InvalidParameter.class)
                .hasMessage("invalid vxlan id value " + number + " passed");
        assertThat(two.list()).hasSize(3);
    }

    @Test
    void whoIsOnTheOtherHostIsKnown() {
        Network made = create(one, "net");
        Overlays.NamedPlace web =
                new Overlays.NamedPlace(made, "web", List.of("web"), List.of(Addresses.parse("10.0.1.7")));
        two.nameBy(network -> network.equals(made.id()) ? Stream.of(web) : Stream.empty());

        assertThat(one.elsewhere(made.id())).containsExactly(web);
        assertThat(two.elsewhere(made.id())).isEmpty();
    }
}
