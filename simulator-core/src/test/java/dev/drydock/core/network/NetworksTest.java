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
import org.junit.jupiter.api.Test;

class NetworksTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-01T08:00:00Z"));
    private final InMemoryNetworkStore store = new InMemoryNetworkStore();
    private final SimulatedNetworkDriver driver = new SimulatedNetworkDriver();
    private final SequentialIds ids = new SequentialIds();
    private final Networks networks = open();

    private Networks open() {
        return Networks.open(store, driver, new EventLog(CLOCK), ids, CLOCK);
    }

    @Test
    void beginsWithDockersThree() {
        assertThat(networks.list())
                .extracting(network ->
                        network.name() + " " + network.driver() + " " + network.subnet() + " " + network.gateway())
                .containsExactly("bridge bridge 172.17.0.0/16 172.17.0.1", "host host  ", "none null  ");
        assertThat(driver.bridges()).containsExactly("docker0");
    }

    @Test
    void keepsTheirIds() {
        assertThat(open().list()).isEqualTo(networks.list());
    }

    @Test
    void findsByNameIdAndPrefix() {
        Network host = networks.find("host");

        assertThat(networks.find(host.id().value())).isEqualTo(host);
        assertThat(networks.find(host.id().value().substring(0, 12))).isEqualTo(host);
        assertThatThrownBy(() -> networks.find("nope"))
                .isInstanceOf(EngineException.NotFound.class)
                .hasMessage("network nope not found");
        assertThatThrownBy(() -> networks.find("")).isInstanceOf(EngineException.NotFound.class);
    }
}
