package dev.drydock.core.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.engine.EngineFixture;
import dev.drydock.core.network.Addresses;
import dev.drydock.core.network.NetworkSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ContainerLookupTest {
    private final EngineFixture fixture = new EngineFixture();

    @BeforeEach
    void runContainers() {
        for (String name : List.of("front", "back")) {
            fixture.engine.networks().create(NetworkSpec.of(name));
        }
        run("db", new EndpointConfig("front", List.of("store"), "", "", List.of(), "", 0));
        run("cache", new EndpointConfig("front", List.of("store"), "", "", List.of(), "", 0));
        run("web", new EndpointConfig("front", List.of(), "", "", List.of("db:data"), "", 0));
        run("far", EndpointConfig.of("back"));
        run("plain", EndpointConfig.of("bridge"));
    }

    private void run(String name, EndpointConfig config) {
        fixture.containers()
                .create(
                        Optional.of(name),
                        EngineFixture.config("busybox", "sleep", "1000"),
                        EngineFixture.network(config.network()),
                        List.of(config),
                        List.of());
        fixture.containers().start(name);
    }

    @AfterEach
    void killThem() {
        List.of("db", "cache", "web", "far", "plain").forEach(fixture::kill);
    }

    private List<String> addresses(String asking, String name) {
        return fixture
                .containers()
                .connections()
                .lookup()
                .addresses(fixture.containers().find(asking).id(), name)
                .stream()
                .map(address -> address.getHostAddress())
                .sorted()
                .toList();
    }

    /** The short ids left out. */
    private Map<String, List<String>> records(String network) {
        Map<String, List<String>> records = new TreeMap<>();
        fixture.engine.view().names().stream()
                .filter(record -> record.network()
                        .equals(fixture.engine.networks().find(network).id()))
                .filter(record -> !record.name().matches("[0-9a-f]{12}"))
                .forEach(record -> records.put(
                        record.name(),
                        record.addresses().stream()
                                .map(address -> address.getHostAddress())
                                .sorted()
                                .toList()));
        return records;
    }

    @Test
    void tellsWhatEverybodyOnANetworkFinds() {
        assertThat(records("front"))
                .isEqualTo(Map.of(
                        "db", List.of("172.18.0.2"),
                        "cache", List.of("172.18.0.3"),
                        "store", List.of("172.18.0.2", "172.18.0.3"),
                        "web", List.of("172.18.0.4")));
        assertThat(records("bridge")).isEmpty();
        fixture.kill("far");
        assertThat(records("back")).isEmpty();
        fixture.containers().start("far");
        assertThat(records("back")).containsOnlyKeys("far");
    }

    @Test
    void findsNamesAliasesShortIdsAndLinks() {
        String id = fixture.containers().find("db").id().abbreviated();

        assertThat(addresses("web", "DB")).containsExactly("172.18.0.2");
        assertThat(addresses("web", "db.front")).containsExactly("172.18.0.2");
        assertThat(addresses("web", id)).containsExactly("172.18.0.2");
        assertThat(addresses("web", "store")).containsExactly("172.18.0.2", "172.18.0.3");
        assertThat(addresses("web", "data")).containsExactly("172.18.0.2");
        assertThat(addresses("cache", "data")).isEmpty();
    }

    @Test
    void findsNobodyOnOtherNetworks() {
        assertThat(addresses("web", "far")).isEmpty();
        assertThat(addresses("far", "db")).isEmpty();
        assertThat(addresses("plain", "plain")).isEmpty();
        assertThat(addresses("web", "plain")).isEmpty();
        fixture.containers().connections().connect("far", EndpointConfig.of("front"));
        assertThat(addresses("web", "far")).containsExactly("172.18.0.5");
    }

    @Test
    void namesAddressesOfItsNetworksOnly() {
        ContainerLookup lookup = fixture.containers().connections().lookup();

        assertThat(lookup.nameOf(fixture.containers().find("web").id(), Addresses.parse("172.18.0.2")))
                .contains("db.front");
        assertThat(lookup.nameOf(fixture.containers().find("far").id(), Addresses.parse("172.18.0.2")))
                .isEmpty();
    }
}
