package dev.drydock.core.simulated;

import dev.drydock.core.distribution.RegistryRequest;
import dev.drydock.core.distribution.RegistryResponse;
import dev.drydock.core.distribution.RegistryTransport;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A network with registries that answer from the heap; other hosts are not known on it. */
public final class SimulatedRegistries implements RegistryTransport {
    private final Map<String, Host> hosts = new ConcurrentHashMap<>();
    private final List<RegistryRequest> requests = new CopyOnWriteArrayList<>();

    /** What answers under a host name. */
    public interface Host {
        RegistryResponse answer(RegistryRequest request) throws IOException;
    }

    /** @param authority host and port as they stand in addresses */
    public void put(String authority, Host host) {
        hosts.put(authority, host);
    }

    /** What was sent to anybody, known or not, in this order. */
    public List<RegistryRequest> requests() {
        return List.copyOf(requests);
    }

    @Override
    public RegistryResponse exchange(RegistryRequest request) throws IOException {
        requests.add(request);
        Host host = hosts.get(request.uri().getAuthority());
        if (host == null) {
            throw new IOException("dial tcp: lookup " + request.uri().getHost() + ": no such host");
        }
        return host.answer(request);
    }
}
