package dev.drydock.core.network;

import dev.drydock.core.error.EngineException;
import java.net.Inet4Address;
import java.util.BitSet;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The addresses of one subnet. Gives the lowest free one; the network's own address, the gateway and the broadcast address
 * are never given.
 */
public final class IpamPool {
    private static final int BITS = 32;
    private final int network;
    private final int size;
    private final ReentrantLock lock = new ReentrantLock();
    private final BitSet taken = new BitSet();

    /** @param subnet in CIDR form */
    public IpamPool(String subnet, Inet4Address gateway) {
        int slash = subnet.indexOf('/');
        int prefixLength = Integer.parseInt(subnet.substring(slash + 1));
        network = Addresses.toInt(Addresses.parse(subnet.substring(0, slash)));
        size = 1 << (BITS - prefixLength);
        taken.set(0);
        taken.set(size - 1);
        reserve(gateway);
    }

    /** Takes the lowest free address. */
    public Inet4Address allocate() {
        lock.lock();
        try {
            int offset = taken.nextClearBit(0);
            if (offset >= size) {
                throw new EngineException.Forbidden("no available IPv4 addresses on this network's address pools");
            }
            taken.set(offset);
            return Addresses.of(network + offset);
        } finally {
            lock.unlock();
        }
    }

    /** Marks an address as taken, because a container that outlived the server has it. */
    public void reserve(Inet4Address address) {
        lock.lock();
        try {
            taken.set(offset(address));
        } finally {
            lock.unlock();
        }
    }

    /** Gives an address back; a free one is ignored. */
    public void release(Inet4Address address) {
        lock.lock();
        try {
            taken.clear(offset(address));
        } finally {
            lock.unlock();
        }
    }

    private int offset(Inet4Address address) {
        int offset = Addresses.toInt(address) - network;
        if (offset < 0 || offset >= size) {
            throw new IllegalArgumentException(address.getHostAddress() + " is not in the subnet");
        }
        return offset;
    }
}
