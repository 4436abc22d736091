package dev.drydock.core.simulated;

import dev.drydock.core.dns.NameServers;
import dev.drydock.core.dns.Question;
import dev.drydock.core.dns.Reply;
import dev.drydock.core.dns.Transport;
import java.net.Inet4Address;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Name servers that answer from the heap. */
public final class SimulatedNameServers implements NameServers {
    private final Map<Inet4Address, Server> servers = new ConcurrentHashMap<>();
    private final List<Inet4Address> asked = new CopyOnWriteArrayList<>();

    /** What answers at an address. */
    public interface Server {
        /** Empty to keep silent. */
        Optional<byte[]> answer(byte[] message, Transport transport);
    }

    public void put(Inet4Address address, Server server) {
        servers.put(address, server);
    }

    /** Who was asked, there or not, in this order. */
    public List<Inet4Address> asked() {
        return List.copyOf(asked);
    }

    @Override
    public Optional<byte[]> ask(Inet4Address address, Question question, byte[] message, Transport transport) {
        asked.add(address);
        return Optional.ofNullable(servers.get(address))
                .flatMap(server -> server.answer(message, transport))
                .filter(answer -> Reply.answers(question, answer));
    }
}
