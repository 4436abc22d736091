package dev.drydock.core.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
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
}
