package dev.drydock.core.network;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of IPv6 addresses with a common beginning (RFC 4291, section 2.3).
 *
 * @param first its lowest address, all bits after the prefix zero
 * @param prefixLength 0 to 128
 */
public record Ipv6Subnet(Inet6Address first, int prefixLength) implements AddressRange<Inet6Address> {
    private static final int BITS = 128;
    private static final Pattern CIDR = Pattern.compile("([0-9A-Fa-f:.]{2,45})/([0-9]{1,3})");

    /** Reads {@code address/length}; bits of the address after the prefix are dropped. Empty for anything else. */
    public static Optional<Ipv6Subnet> parse(String text) {
        Matcher matcher = CIDR.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > BITS) {
            return Optional.empty();
        }
        int prefixLength = Integer.parseInt(matcher.group(2));
        return Addresses.findIpv6(matcher.group(1)).map(address -> of(address, prefixLength));
    }

    static Ipv6Subnet of(Inet6Address address, int prefixLength) {
        return new Ipv6Subnet(firstOf(address, prefixLength), prefixLength);
    }

    private static Inet6Address firstOf(Inet6Address address, int prefixLength) {
        int rest = BITS - prefixLength;
        return Addresses.ipv6(number(address).shiftRight(rest).shiftLeft(rest));
    }

    private static BigInteger number(Inet6Address address) {
        return new BigInteger(1, address.getAddress());
    }

    @Override
    public long size() {
        int rest = BITS - prefixLength;
        return rest >= Long.SIZE - 1 ? Long.MAX_VALUE : 1L << rest;
    }

    @Override
    public boolean contains(Inet6Address address) {
        return firstOf(address, prefixLength).equals(first);
    }

    @Override
    public Inet6Address at(long offset) {
        return Addresses.ipv6(number(first).add(BigInteger.valueOf(offset)));
    }

    /** The anycast address of its routers (RFC 4291, section 2.6.1). */
    @Override
    public Set<Inet6Address> reserved() {
        return Set.of(first);
    }

    @Override
    public String toString() {
        return Addresses.text(first) + "/" + prefixLength;
    }
}
