package dev.drydock.core.engine;

import dev.drydock.core.container.ContainerId;
import dev.drydock.core.container.ContainerLookup;
import dev.drydock.core.dns.NameServers;
import dev.drydock.core.dns.Question;
import dev.drydock.core.dns.Reply;
import dev.drydock.core.dns.Transport;
import dev.drydock.core.egress.EgressNames;
import dev.drydock.core.network.LabNames;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Answers what containers and the lab host ask for names: who is on their networks, the registry, and what lab hosts may
 * reach outside. What nobody of them is, the name servers are asked for that a container names with {@code --dns}; without
 * them it does not exist.
 */
public final class NameService {
    /** Stands for the lab host, with which containers of the default network ask. */
    public static final ContainerId LAB_HOST = new ContainerId("0".repeat(64));

    /** So many servers are asked, one after another, as Docker does. */
    private static final int SERVERS = 3;

    private final ContainerLookup lookup;
    private final EgressNames egress;
    private final NameServers nameServers;

    NameService(ContainerLookup lookup, EgressNames egress, NameServers nameServers) {
        this.lookup = lookup;
        this.egress = egress;
        this.nameServers = nameServers;
    }

    /**
     * The answer to a message; empty for what is not a question. It takes as long as name servers may.
     *
     * @param asking container from which it came
     */
    public Optional<byte[]> answer(ContainerId asking, byte[] message, Transport transport) {
        return Question.parse(message)
                .map(question -> known(asking, question, transport)
                        .orElseGet(() -> forwarded(asking, question, message, transport)));
    }

    /** Empty for a name that nobody here has. */
    private Optional<byte[]> known(ContainerId asking, Question question, Transport transport) {
        if (question.type() == Question.PTR) {
            return question.reversed()
                    .flatMap(address -> lookup.nameOf(asking, address))
                    .map(name -> Reply.pointer(question, name));
        }
        List<InetAddress> all = new ArrayList<>(lookup.addresses(asking, question.name()));
        if (all.isEmpty() && leadsOut(asking)) {
            outside(question.name()).ifPresent(all::add);
        }
        return all.isEmpty() ? Optional.empty() : Optional.of(addresses(question, all, transport));
    }

    private static byte[] addresses(Question question, List<InetAddress> all, Transport transport) {
        List<InetAddress> addresses = new ArrayList<>(all.stream()
                .filter(address -> question.type() == (address instanceof Inet4Address ? Question.A : Question.AAAA))
                .toList());
        if (addresses.isEmpty()) {
            return Reply.empty(question, Reply.Code.OK);
        }
        // So that who takes the first one comes to all of them in turn.
        Collections.shuffle(addresses);
        return Reply.addresses(question, addresses, transport.limit());
    }

    /** Servers that cannot tell are as silent ones: the next is asked. */
    private byte[] forwarded(ContainerId asking, Question question, byte[] message, Transport transport) {
        List<Inet4Address> servers = leadsOut(asking) ? lookup.servers(asking) : List.of();
        if (servers.isEmpty()) {
            return Reply.empty(question, Reply.Code.NO_SUCH_NAME);
        }
        byte[] answer = Reply.empty(question, Reply.Code.SERVER_FAILURE);
        for (Inet4Address server : servers.subList(0, Math.min(servers.size(), SERVERS))) {
            Optional<byte[]> given = nameServers.ask(server, question, message, transport);
            answer = given.orElse(answer);
            if (given.isPresent() && !Reply.isRefusal(answer)) {
                return answer;
            }
        }
        return answer;
    }

    private boolean leadsOut(ContainerId asking) {
        return asking.equals(LAB_HOST) || lookup.leadsOut(asking);
    }

    private Optional<Inet4Address> outside(String name) {
        return name.equals(LabNames.REGISTRY) ? Optional.of(LabNames.REGISTRY_ADDRESS) : egress.address(name);
    }
}
