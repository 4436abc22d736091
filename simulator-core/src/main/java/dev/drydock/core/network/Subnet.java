package dev.drydock.core.network;

import java.net.Inet4Address;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of IPv4 addresses with a common beginning.
 *
 * @param first its lowest address as a number, all bits after the prefix zero
 * @param prefixLength 0 to 32
 */
public record Subnet(int first, int prefixLength) {
    private static final int BITS = 32;
    private static final Pattern CIDR = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,3}){3})/([0-9]{1,2})");

    /** Reads {@code address/length}; bits of the address after the prefix are dropped. Empty for anything else. */
    public static Optional<Subnet> parse(String text) {
        Matcher matcher = CIDR.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > BITS) {
            return Optional.empty();
        }
        int prefixLength = Integer.parseInt(matcher.group(2));
        return Addresses.find(matcher.group(1)).map(address -> of(address, prefixLength));
    }

    static Subnet of(Inet4Address address, int prefixLength) {
        return new Subnet(Addresses.toInt(address) & mask(prefixLength), prefixLength);
    }

    private static int mask(int prefixLength) {
        return prefixLength == 0 ? 0 : -1 << (BITS - prefixLength);
    }

    /** How many addresses it has. */
    public long size() {
        return 1L << (BITS - prefixLength);
    }

    public boolean contains(Inet4Address address) {
        return (Addresses.toInt(address) & mask(prefixLength)) == first;
    }

    public boolean overlaps(Subnet other) {
        int shorter = Math.min(prefixLength, other.prefixLength);
        return (first & mask(shorter)) == (other.first & mask(shorter));
    }

    /** Where an address is in it, counted from 0. */
    long offset(Inet4Address address) {
        return Integer.toUnsignedLong(Addresses.toInt(address)) - Integer.toUnsignedLong(first);
    }

    Inet4Address at(long offset) {
        return Addresses.of((int) (Integer.toUnsignedLong(first) + offset));
    }

    @Override
    public String toString() {
        return Addresses.of(first).getHostAddress() + "/" + prefixLength;
    }
}
