package dev.drydock.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.network.PortRequests.Binding;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortAllocatorTest {
    private final PortAllocator ports = new PortAllocator();

    private List<PublishedPort> allocate(String port, String ip, String hostPort) {
        return ports.allocate(requests(port, ip, hostPort), List.of(), "");
    }

    private static PortRequests requests(String port, String ip, String hostPort) {
        return new PortRequests(Map.of(port, List.of(new Binding(ip, hostPort))), false);
    }

    @Test
    void publishesOnBothFamiliesOrWhereItIsAsked() {
        assertThat(allocate("80/tcp", "", "8080"))
                .containsExactly(new PublishedPort("80/tcp", "0.0.0.0", 8080), new PublishedPort("80/tcp", "::", 8080));
        assertThat(allocate("80", "127.0.0.1", "80")).containsExactly(new PublishedPort("80/tcp", "127.0.0.1", 80));
        assertThat(ports.allocate(requests("81/udp", "", "81"), List.of(), "10.0.0.1"))
                .containsExactly(new PublishedPort("81/udp", "10.0.0.1", 81));
    }

    @Test
    void givesAPortOnce() {
        List<PublishedPort> first = allocate("80/tcp", "", "8080");

        assertThatThrownBy(() -> allocate("90/tcp", "", "8080"))
                .hasMessage("Bind for 0.0.0.0:8080 failed: port is already allocated");
        assertThat(allocate("80/udp", "", "8080")).hasSize(2);
        ports.release(first);
        assertThat(allocate("90/tcp", "", "8080")).hasSize(2);
    }

    @Test
    void takesTheFirstFreeOfARangeAndOfTheFreeOnes() {
        assertThat(allocate("80/tcp", "", "8100-8101"))
                .extracting(PublishedPort::hostPort)
                .contains(8100);
        assertThat(allocate("80/tcp", "", "8100-8101"))
                .extracting(PublishedPort::hostPort)
                .contains(8101);
        assertThatThrownBy(() -> allocate("80/tcp", "", "8100-8101")).hasMessageContaining("already allocated");
        assertThat(allocate("80/tcp", "", ""))
                .extracting(PublishedPort::hostPort)
                .contains(32768);
        assertThat(allocate("80/tcp", "", ""))
                .extracting(PublishedPort::hostPort)
                .contains(32769);
    }

    @Test
    void aWishThatFailsLeavesNothing() {
        allocate("80/tcp", "", "8080");
        PortRequests two = new PortRequests(
                Map.of("1/tcp", List.of(new Binding("", "7000")), "2/tcp", List.of(new Binding("", "8080"))), false);

        assertThatThrownBy(() -> ports.allocate(two, List.of(), "")).hasMessageContaining("8080");
        assertThat(allocate("1/tcp", "", "7000")).hasSize(2);
    }

    @Test
    void publishesAllThatIsExposed() {
        assertThat(ports.allocate(new PortRequests(Map.of(), true), List.of("80/tcp", "81/udp", "nonsense"), ""))
                .extracting(PublishedPort::containerPort)
                .containsExactlyInAnyOrder("80/tcp", "80/tcp", "81/udp", "81/udp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"70000", "-1", "1-", "2-1", "x", "1-70000", "99999999999"})
    void refusesWhatIsNoPort(String hostPort) {
        assertThatThrownBy(() -> requests("80/tcp", "", hostPort).check())
                .hasMessage("invalid port specification: \"" + hostPort + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x7f.1", "1.2.3", "localhost", "1:2"})
    void refusesWhatIsNoAddress(String hostIp) {
        assertThatThrownBy(() -> requests("80/tcp", hostIp, "80").check()).hasMessage("invalid IP address: " + hostIp);
    }

    @Test
    void refusesTooMany() {
        assertThatThrownBy(() -> new PortRequests(
                                Map.of("80/tcp", Collections.nCopies(129, new Binding("", ""))), false)
                        .check())
                .hasMessageContaining("at most 128");
    }
}
