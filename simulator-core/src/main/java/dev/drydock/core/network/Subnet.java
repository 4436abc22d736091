package dev.drydock.core.network;

import java.net.Inet4Address;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of IPv4 addresses with a common beginning.
 *
 * @param first its lowest address as a number, all bits after the prefix zero
 * @param prefixLength 0 to 32
 */
public record Subnet(int first, int prefixLength) implements AddressRange<Inet4Address> {
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

    @Override
    public long size() {
        return 1L << (BITS - prefixLength);
    }

    @Override
    public boolean contains(Inet4Address address) {
        return (Addresses.toInt(address) & mask(prefixLength)) == first;
    }

    @Override
    public Inet4Address at(long offset) {
        return Addresses.of((int) (Integer.toUnsignedLong(first) + offset));
    }

    /** Its own and the broadcast address. */
    @Override
    public Set<Inet4Address> reserved() {
        return size() == 1 ? Set.of(at(0)) : Set.of(at(0), at(size() - 1));
    }

    @Override
    public String toString() {
        return Addresses.of(first).getHostAddress() + "/" + prefixLength;
    }
}
