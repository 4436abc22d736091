package dev.drydock.core.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** IPv6 as it is written and counted. */
class Ipv6AddressesTest {
    @ParameterizedTest
    @CsvSource({
        "fd00:0:0:0:0:0:0:1, fd00::1",
        "0:0:0:0:0:0:0:0, ::",
        "::1, ::1",
        "fd00::, fd00::",
        "FD00:A:0:0:1:0:0:0, fd00:a:0:0:1::",
        "fd00:0:0:1:0:0:1:1, fd00::1:0:0:1:1",
        "1:0:2:3:4:5:6:7, 1:0:2:3:4:5:6:7",
        "::ffff:0:10.0.0.1, ::ffff:0:a00:1"
    })
    void addressesAreWrittenShort(String given, String text) {
        assertThat(Addresses.text(Addresses.findIpv6(given).orElseThrow())).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0.1",
                "fd00::1%eth0",
                "fd00::g",
                ":::",
                "fd00::1::2",
                "[fd00::1]",
                "::ffff:10.0.0.1",
                "x"
            })
    void whatIsNoIpv6AddressIsNone(String text) {
        assertThat(Addresses.findIpv6(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"fd00::/129", "fd00::", "10.0.0.0/8", "fd00::1%1/64", "fd00:/64", "/64", "::ffff:10.0.0.0/112"})
    void whatIsNoSubnetIsNone(String text) {
        assertThat(Ipv6Subnet.parse(text)).isEmpty();
    }

    @Test
    void aSubnetHasWhatBeginsAsItDoes() {
        Ipv6Subnet subnet = Ipv6Subnet.parse("fd00:1:2:3:4::5/64").orElseThrow();

        assertThat(subnet).hasToString("fd00:1:2:3::/64");
        assertThat(subnet.contains(Addresses.findIpv6("fd00:1:2:3:ffff::1").orElseThrow()))
                .isTrue();
        assertThat(subnet.contains(Addresses.findIpv6("fd00:1:2:4::1").orElseThrow()))
                .isFalse();
        assertThat(Addresses.text(subnet.at(Long.MAX_VALUE))).isEqualTo("fd00:1:2:3:7fff:ffff:ffff:ffff");
        assertThat(subnet.size()).isEqualTo(Long.MAX_VALUE);
        assertThat(Ipv6Subnet.parse("fd00::/120").orElseThrow().size()).isEqualTo(256);
        assertThat(Ipv6Subnet.parse("::/0").orElseThrow().overlaps(subnet)).isTrue();
    }

    @Test
    void defaultsAreUniqueLocalAndFollowEachOther() {
        assertThat(DefaultPools.ipv6("0123456789abcdef").limit(2))
                .map(Object::toString)
                .containsExactly("fd01:2345:6789::/64", "fd01:2345:6789:1::/64");
        assertThat(Stream.of("0000000000", "ffffffffff")
                        .flatMap(seed -> DefaultPools.ipv6(seed))
                        .distinct())
                .hasSize(2 * 65536);
    }
}
