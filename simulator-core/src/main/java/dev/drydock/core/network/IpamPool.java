package dev.drydock.core.network;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The addresses of one subnet. Gives the lowest free one of the range that it gives from; what the subnet keeps for itself is
 * never given, nor is what was reserved.
 */
public final class IpamPool<A extends InetAddress> {
    private final AddressRange<A> subnet;
    private final AddressRange<A> range;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<A> taken = new HashSet<>();

    /** @param range part of the subnet that addresses are given from */
    IpamPool(AddressRange<A> subnet, AddressRange<A> range) {
        this.subnet = subnet;
        this.range = range;
        taken.addAll(subnet.reserved());
    }

    /** @param subnet in CIDR form, from all of which addresses are given */
    public static IpamPool<Inet4Address> of(String subnet, Inet4Address gateway) {
        Subnet all = Subnet.parse(subnet).orElseThrow();
        IpamPool<Inet4Address> pool = new IpamPool<>(all, all);
        pool.reserve(gateway);
        return pool;
    }

    AddressRange<A> subnet() {
        return subnet;
    }

    /** Takes the lowest free address; empty when there is none. */
    public Optional<A> find() {
        lock.lock();
        try {
            for (long offset = 0; offset < range.size(); offset++) {
                A address = range.at(offset);
                if (taken.add(address)) {
                    return Optional.of(address);
                }
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Takes this address, which lies in the subnet; false when somebody has it. */
    boolean take(A address) {
        lock.lock();
        try {
            return taken.add(inside(address));
        } finally {
            lock.unlock();
        }
    }

    /** Marks an address as taken, because a container that outlived the server has it. */
    public void reserve(A address) {
        take(address);
    }

    /** Gives an address back; a free one is ignored. */
    public void release(A address) {
        lock.lock();
        try {
            taken.remove(inside(address));
        } finally {
            lock.unlock();
        }
    }

    private A inside(A address) {
        if (!subnet.contains(address)) {
            throw new IllegalArgumentException(address.getHostAddress() + " is not in the subnet");
        }
        return address;
    }
}
