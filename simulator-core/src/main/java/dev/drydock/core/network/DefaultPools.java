package dev.drydock.core.network;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What networks whose user has chosen no subnet are given, in the order in which it is tried. */
final class DefaultPools {
    private static final int FIRST_OCTET = 172;
    private static final int SECOND_OCTETS_FROM = 17;
    private static final int SECOND_OCTETS_TO = 31;
    private static final int SMALL_POOLS = 16;
    private static final int LAST_OVERLAY = 255;
    private static final int GLOBAL_ID_DIGITS = 10;
    private static final int UNIQUE_LOCAL = 0xfd;
    private static final int IPV6_POOLS = 1 << 16;
    private static final int IPV6_PREFIX = 64;

    private DefaultPools() {}

    /** Docker's. */
    static Stream<AddressRange<Inet4Address>> ipv4() {
        Stream<String> large = IntStream.rangeClosed(SECOND_OCTETS_FROM, SECOND_OCTETS_TO)
                .mapToObj(octet -> FIRST_OCTET + "." + octet + ".0.0/16");
        Stream<String> small =
                IntStream.range(0, SMALL_POOLS).mapToObj(number -> "192.168." + number * SMALL_POOLS + ".0/20");
        return parsed(Stream.concat(large, small));
    }

    /** Of overlay networks: smaller ones, from other addresses. */
    static Stream<AddressRange<Inet4Address>> overlay() {
        return parsed(IntStream.rangeClosed(1, LAST_OVERLAY).mapToObj(number -> "10.0." + number + ".0/24"));
    }

    private static Stream<AddressRange<Inet4Address>> parsed(Stream<String> subnets) {
        return subnets.map(Subnet::parse).flatMap(Optional::stream);
    }

    /**
     * Unique local subnets (RFC 4193) of one lab host, as Docker gives them since version 27.
     *
     * @param seed at least ten hexadecimal digits, from which the global id is taken: always the same of one lab host
     */
    static Stream<AddressRange<Inet6Address>> ipv6(String seed) {
        byte[] global = HexFormat.of().parseHex(seed.substring(0, GLOBAL_ID_DIGITS));
        return IntStream.range(0, IPV6_POOLS).mapToObj(number -> ipv6(global, number));
    }

    private static Ipv6Subnet ipv6(byte[] global, int number) {
        byte[] address = new byte[16];
        address[0] = (byte) UNIQUE_LOCAL;
        System.arraycopy(global, 0, address, 1, global.length);
        address[6] = (byte) (number >> Byte.SIZE);
        address[7] = (byte) number;
        return Ipv6Subnet.of(Addresses.ipv6(address), IPV6_PREFIX);
    }
}
