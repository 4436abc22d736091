package dev.drydock.core.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every network driver does. */
public abstract class NetworkDriverContract {
    private static final Bridge BRIDGE = new Bridge(
            "br-contract",
            Addresses.parse("172.29.0.1"),
            Subnet.parse("172.29.0.0/16").orElseThrow(),
            Optional.of(new Bridge.Ipv6(Addresses.findIpv6("fd00:29::1").orElseThrow(), 64)),
            true,
            1400,
            Optional.empty());
    private static final Bridge OVERLAY = new Bridge(
            "br-overlay",
            Addresses.parse("10.0.1.1"),
            Subnet.parse("10.0.1.0/24").orElseThrow(),
            Optional.empty(),
            false,
            1450,
            Optional.of(new Vxlan(4097, "vx-contract")));

    private static final Parent NOWHERE =
            new Parent("dm-contract", SubDevice.Kind.MACVLAN, new Parent.Source.Nowhere());

    protected abstract NetworkDriver driver();

    /** The bridges that there really are; further devices may be among them. */
    protected abstract Set<String> bridges();

    @Test
    void makesAndRemovesAParent() {
        NetworkDriver driver = driver();
        Set<String> before = bridges();
        assertThat(driver.hasDevice("dm-contract")).isFalse();
        driver.createParent(NOWHERE);
        driver.createParent(NOWHERE);
        assertThat(driver.hasDevice("dm-contract")).isTrue();

        driver.removeParent("dm-contract");
        driver.removeParent("dm-contract");

        assertThat(driver.hasDevice("dm-contract")).isFalse();
        assertThat(bridges()).isEqualTo(before);
    }

    @Test
    void aParentThatIsThereIsUsedAsItIs() {
        NetworkDriver driver = driver();
        driver.createBridge(BRIDGE);
        driver.createParent(new Parent("br-contract", SubDevice.Kind.MACVLAN, new Parent.Source.Given()));

        assertThat(driver.hasDevice("br-contract")).isTrue();
        driver.removeBridge(BRIDGE);
    }

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

    @Test
    void makesAndRemovesOneThatReachesToOtherHosts() {
        NetworkDriver driver = driver();
        Set<String> before = bridges();
        driver.createBridge(OVERLAY);
        driver.createBridge(OVERLAY);
        assertThat(bridges()).contains("br-overlay");

        driver.removeBridge(OVERLAY);
        driver.removeBridge(OVERLAY);

        assertThat(bridges()).isEqualTo(before);
    }
}
