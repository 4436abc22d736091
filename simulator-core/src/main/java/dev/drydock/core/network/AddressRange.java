package dev.drydock.core.network;

import java.net.InetAddress;
import java.util.Set;

/** Addresses of one version of IP with a common beginning. */
sealed interface AddressRange<A extends InetAddress> permits Subnet, Ipv6Subnet {
    /** Bits that all of them have in common. */
    int prefixLength();

    /** How many there are; {@code Long.MAX_VALUE} for more than that. */
    long size();

    boolean contains(A address);

    /** The one at this place, counted from 0. */
    A at(long offset);

    /** Those that nobody gets. */
    Set<A> reserved();

    default boolean overlaps(AddressRange<A> other) {
        return contains(other.at(0)) || other.contains(at(0));
    }
}
