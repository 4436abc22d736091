package dev.drydock.core.simulated;

import dev.drydock.core.dns.NameServers;
import dev.drydock.core.dns.NameServersContract;
import dev.drydock.core.network.Addresses;
import java.net.Inet4Address;
import java.util.Optional;

class SimulatedNameServersTest extends NameServersContract {
    private static final Inet4Address ADDRESS = Addresses.parse("10.0.0.1");
    private final SimulatedNameServers servers = new SimulatedNameServers();

    @Override
    protected NameServers nameServers() {
        return servers;
    }

    @Override
    protected Inet4Address serve(Optional<byte[]> answer) {
        servers.put(ADDRESS, (_, _) -> answer);
        return ADDRESS;
    }

    @Override
    protected Inet4Address nobody() {
        return Addresses.parse("10.0.0.2");
    }
}
