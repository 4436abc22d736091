package dev.drydock.core.network;

import dev.drydock.core.error.EngineException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/** Which ports of a lab host its engine has given away. */
public final class PortAllocator {
    private static final int FIRST_FREE = 32768;
    private static final int LAST_FREE = 60999;
    private static final String ANY = "0.0.0.0";
    private static final String ANY_6 = "::";
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Taken> taken = new HashSet<>();
    private final Map<String, Integer> next = new HashMap<>();

    private record Taken(String protocol, String hostIp, int port) {
        static Taken of(PublishedPort port) {
            return new Taken(PublishedPort.protocol(port.containerPort()), port.hostIp(), port.hostPort());
        }
    }

    /**
     * Takes a port for each wish: all of them or none.
     *
     * @param exposed ports of the container, for {@code -P}
     * @param address of the lab host where none is asked for; empty for all
     */
    public List<PublishedPort> allocate(PortRequests requests, Collection<String> exposed, String address) {
        List<PublishedPort> given = new ArrayList<>();
        lock.lock();
        try {
            wishes(requests, exposed)
                    .forEach((port, bindings) ->
                            bindings.forEach(binding -> given.addAll(take(port, binding, address))));
            return given;
        } catch (EngineException e) {
            given.forEach(port -> taken.remove(Taken.of(port)));
            throw e;
        } finally {
            lock.unlock();
        }
    }

    private static Map<String, List<PortRequests.Binding>> wishes(PortRequests requests, Collection<String> exposed) {
        Map<String, List<PortRequests.Binding>> wishes = new TreeMap<>();
        requests.bindings()
                .forEach((port, bindings) -> wishes.put(port.contains("/") ? port : port + "/tcp", bindings));
        if (requests.all()) {
            exposed.stream()
                    .filter(port -> port.matches("[0-9]{1,5}/(tcp|udp)"))
                    .forEach(port -> wishes.putIfAbsent(port, List.of(new PortRequests.Binding("", ""))));
        }
        return wishes;
    }

    private List<PublishedPort> take(String containerPort, PortRequests.Binding binding, String address) {
        String protocol = PublishedPort.protocol(containerPort);
        if (protocol.equals("sctp")) {
            throw new EngineException.SystemFailure("Error starting userland proxy: protocol not supported");
        }
        String ip = binding.hostIp().isEmpty() ? address : binding.hostIp();
        List<String> addresses = ip.isEmpty() ? List.of(ANY, ANY_6) : List.of(ip);
        int port = find(protocol, addresses, binding);
        List<PublishedPort> given = addresses.stream()
                .map(one -> new PublishedPort(containerPort, one, port))
                .toList();
        given.forEach(one -> taken.add(Taken.of(one)));
        return given;
    }

    private int find(String protocol, List<String> addresses, PortRequests.Binding binding) {
        if (binding.first() == 0) {
            return findFree(protocol, addresses);
        }
        for (int port = binding.first(); port <= binding.last(); port++) {
            if (isFree(protocol, addresses, port)) {
                return port;
            }
        }
        throw new EngineException.SystemFailure(
                "Bind for " + addresses.getFirst() + ":" + binding.first() + " failed: port is already allocated");
    }

    private int findFree(String protocol, List<String> addresses) {
        int start = next.getOrDefault(protocol, FIRST_FREE);
        int count = LAST_FREE - FIRST_FREE + 1;
        for (int i = 0; i < count; i++) {
            int port = FIRST_FREE + (start - FIRST_FREE + i) % count;
            if (isFree(protocol, addresses, port)) {
                next.put(protocol, port == LAST_FREE ? FIRST_FREE : port + 1);
                return port;
            }
        }
        throw new EngineException.SystemFailure("all ports are allocated");
    }

    private boolean isFree(String protocol, List<String> addresses, int port) {
        return addresses.stream().noneMatch(address -> taken.contains(new Taken(protocol, address, port)));
    }

    /** Takes up again what a container has that outlived the server. */
    public void reserve(List<PublishedPort> ports) {
        lock.lock();
        try {
            ports.forEach(port -> taken.add(Taken.of(port)));
        } finally {
            lock.unlock();
        }
    }

    public void release(List<PublishedPort> ports) {
        lock.lock();
        try {
            ports.forEach(port -> taken.remove(Taken.of(port)));
        } finally {
            lock.unlock();
        }
    }
}
