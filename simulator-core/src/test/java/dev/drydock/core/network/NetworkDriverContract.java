package dev.drydock.core.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every network driver does. */
public abstract class NetworkDriverContract {
    private static final Bridge BRIDGE = new Bridge(
            "br-contract",
            Addresses.parse("172.29.0.1"),
            Subnet.parse("172.29.0.0/16").orElseThrow(),
            true,
            1400);

    protected abstract NetworkDriver driver();

    /** The bridges that there really are. */
    protected abstract Set<String> bridges();

    @Test
    void makesABridge() {
        NetworkDriver driver = driver();
        driver.createBridge(BRIDGE);

        assertThat(bridges()).contains("br-contract");
        driver.removeBridge(BRIDGE);
    }

    @Test
    void keepsABridgeThatIsThere() {
        NetworkDriver driver = driver();
        driver.createBridge(BRIDGE);
        driver.createBridge(BRIDGE);

        assertThat(bridges()).contains("br-contract");
        driver.removeBridge(BRIDGE);
    }

    @Test
    void removesABridgeAndIgnoresAnUnknownOne() {
        NetworkDriver driver = driver();
        driver.createBridge(BRIDGE);
        driver.removeBridge(BRIDGE);
        driver.removeBridge(BRIDGE);

        assertThat(bridges()).doesNotContain("br-contract");
    }
}
