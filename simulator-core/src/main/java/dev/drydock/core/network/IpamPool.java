package dev.drydock.core.network;

import dev.drydock.core.error.EngineException;
import java.net.Inet4Address;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The addresses of one subnet. Gives the lowest free one of the range that it gives from; the subnet's own address and the
 * broadcast address are never given, nor is what was reserved.
 */
public final class IpamPool {
    private final Subnet subnet;
    private final Subnet range;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Long> taken = new HashSet<>();

    /** @param range part of the subnet that addresses are given from */
    IpamPool(Subnet subnet, Subnet range) {
        this.subnet = subnet;
        this.range = range;
        taken.add(0L);
        taken.add(subnet.size() - 1);
    }

    /** @param subnet in CIDR form, from all of which addresses are given */
    public IpamPool(String subnet, Inet4Address gateway) {
        this(Subnet.parse(subnet).orElseThrow(), Subnet.parse(subnet).orElseThrow());
        reserve(gateway);
    }

    Subnet subnet() {
        return subnet;
    }

    /** Takes the lowest free address; empty when there is none. */
    Optional<Inet4Address> find() {
        lock.lock();
        try {
            long start = Integer.toUnsignedLong(range.first()) - Integer.toUnsignedLong(subnet.first());
            for (long offset = start; offset < start + range.size(); offset++) {
                if (taken.add(offset)) {
                    return Optional.of(subnet.at(offset));
                }
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** The same. */
    public Inet4Address allocate() {
        return find().orElseThrow(() ->
                new EngineException.Forbidden("no available IPv4 addresses on this network's address pools"));
    }

    /** Takes this address, which lies in the subnet; false when somebody has it. */
    boolean take(Inet4Address address) {
        lock.lock();
        try {
            return taken.add(offset(address));
        } finally {
            lock.unlock();
        }
    }

    /** Marks an address as taken, because a container that outlived the server has it. */
    public void reserve(Inet4Address address) {
        take(address);
    }

    /** Gives an address back; a free one is ignored. */
    public void release(Inet4Address address) {
        lock.lock();
        try {
            taken.remove(offset(address));
        } finally {
            lock.unlock();
        }
    }

    private long offset(Inet4Address address) {
        if (!subnet.contains(address)) {
            throw new IllegalArgumentException(address.getHostAddress() + " is not in the subnet");
        }
        return subnet.offset(address);
    }
}
