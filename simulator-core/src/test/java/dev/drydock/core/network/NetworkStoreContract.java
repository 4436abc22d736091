package dev.drydock.core.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every store of networks does. */
public abstract class NetworkStoreContract {
    private static final Instant TIME = Instant.parse("2026-01-02T00:00:00.123456789Z");

    /** Opens the store on the same storage each time. */
    protected abstract NetworkStore open();

    @Test
    void givesBackNetworks() {
        Network bridge =
                new Network(new NetworkId("1".repeat(64)), "bridge", "bridge", TIME, "172.17.0.0/16", "172.17.0.1");
        Network none = new Network(new NetworkId("2".repeat(64)), "none", "null", TIME, "", "");
        NetworkStore store = open();
        store.save(bridge);
        store.save(none);

        assertThat(open().load()).containsExactlyInAnyOrder(bridge, none);
    }

    @Test
    void keepsWhatAUserChose() {
        Network own = new Network(
                new NetworkId("3".repeat(64)),
                "own",
                "bridge",
                TIME,
                "10.0.0.0/24",
                "10.0.0.9",
                Optional.of(new Network.Ipv6(
                        new IpamConfig("fd00::/64", "fd00::8/125", "", Map.of("x", "fd00::9")),
                        "fd00::/64",
                        "fd00::8")),
                new Network.Settings(
                        new IpamConfig("10.0.0.0/24", "10.0.0.128/25", "10.0.0.9", Map.of("router", "10.0.0.5")),
                        true,
                        true,
                        Map.of("com.docker.network.driver.mtu", "1400"),
                        Map.of("a", "")));
        NetworkStore store = open();
        store.save(own);

        assertThat(open().load()).containsExactly(own);
        store.delete(own.id());
        store.delete(own.id());
        assertThat(open().load()).isEmpty();
    }
}
