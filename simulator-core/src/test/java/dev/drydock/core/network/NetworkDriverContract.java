package dev.drydock.core.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet4Address;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every network driver does. */
public abstract class NetworkDriverContract {
    private static final Inet4Address GATEWAY = Addresses.parse("172.29.0.1");

    protected abstract NetworkDriver driver();

    /** The bridges that there really are. */
    protected abstract Set<String> bridges();

    @Test
    void makesABridge() {
        NetworkDriver driver = driver();
        driver.createBridge("br-contract", GATEWAY, 16);

        assertThat(bridges()).contains("br-contract");
        driver.removeBridge("br-contract");
    }

    @Test
    void keepsABridgeThatIsThere() {
        NetworkDriver driver = driver();
        driver.createBridge("br-contract", GATEWAY, 16);
        driver.createBridge("br-contract", GATEWAY, 16);

        assertThat(bridges()).contains("br-contract");
        driver.removeBridge("br-contract");
    }

    @Test
    void removesABridgeAndIgnoresAnUnknownOne() {
        NetworkDriver driver = driver();
        driver.createBridge("br-contract", GATEWAY, 16);
        driver.removeBridge("br-contract");
        driver.removeBridge("br-contract");

        assertThat(bridges()).doesNotContain("br-contract");
    }
}
