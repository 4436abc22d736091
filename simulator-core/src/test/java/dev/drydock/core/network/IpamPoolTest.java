package dev.drydock.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet4Address;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IpamPoolTest {
    private final IpamPool<Inet4Address> pool = IpamPool.of("10.0.0.0/29", Addresses.parse("10.0.0.1"));

    private String allocate() {
        return pool.find().orElseThrow().getHostAddress();
    }

    @Test
    void givesTheLowestFreeAddressAndNeverTheReservedOnes() {
        assertThat(List.of(allocate(), allocate(), allocate(), allocate(), allocate()))
                .containsExactly("10.0.0.2", "10.0.0.3", "10.0.0.4", "10.0.0.5", "10.0.0.6");
        assertThat(pool.find()).isEmpty();
    }

    @Test
    void givesAReleasedAddressAgain() {
        allocate();
        allocate();
        pool.release(Addresses.parse("10.0.0.2"));

        assertThat(allocate()).isEqualTo("10.0.0.2");
        assertThat(allocate()).isEqualTo("10.0.0.4");
    }

    @Test
    void doesNotGiveWhatAnotherHas() {
        pool.reserve(Addresses.parse("10.0.0.2"));

        assertThat(allocate()).isEqualTo("10.0.0.3");
    }

    @Test
    void neverGivesAnAddressTwice() {
        IpamPool<Inet4Address> wide = IpamPool.of("172.17.0.0/16", Addresses.parse("172.17.0.1"));
        Random random = new Random(9);
        Set<Inet4Address> held = new HashSet<>();
        for (int round = 0; round < 5_000; round++) {
            if (random.nextInt(3) > 0 || held.isEmpty()) {
                assertThat(held.add(wide.find().orElseThrow())).isTrue();
            } else {
                Inet4Address one = held.iterator().next();
                held.remove(one);
                wide.release(one);
            }
        }
    }

    @Test
    void addressesOfOtherSubnetsAreAnError() {
        assertThatThrownBy(() -> pool.reserve(Addresses.parse("10.0.1.2")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
