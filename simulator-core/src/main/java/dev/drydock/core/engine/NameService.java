package dev.drydock.core.engine;

import dev.drydock.core.container.ContainerId;
import dev.drydock.core.container.ContainerLookup;
import dev.drydock.core.dns.Question;
import dev.drydock.core.dns.Reply;
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
 * reach outside. There is no other resolver in a lab, so that everything else does not exist.
 */
public final class NameService {
    /** Largest answer over a connection. */
    public static final int CONNECTION_LIMIT = 65535;

    /** Stands for the lab host, with which containers of the default network ask. */
    public static final ContainerId LAB_HOST = new ContainerId("0".repeat(64));

    private final ContainerLookup lookup;
    private final EgressNames egress;

    NameService(ContainerLookup lookup, EgressNames egress) {
        this.lookup = lookup;
        this.egress = egress;
    }

    /**
     * The answer to a message; empty for what is not a question.
     *
     * @param asking container from which it came
     * @param limit bytes of the answer
     */
    public Optional<byte[]> answer(ContainerId asking, byte[] message, int limit) {
        return Question.parse(message).map(question -> answer(asking, question, limit));
    }

    private byte[] answer(ContainerId asking, Question question, int limit) {
        if (question.type() == Question.PTR) {
            return reverse(asking, question);
        }
        List<InetAddress> all = new ArrayList<>(lookup.addresses(asking, question.name()));
        if (all.isEmpty() && leadsOut(asking)) {
            outside(question.name()).ifPresent(all::add);
        }
        if (all.isEmpty()) {
            return Reply.empty(question, Reply.Code.NO_SUCH_NAME);
        }
        List<InetAddress> addresses = new ArrayList<>(all.stream()
                .filter(address -> question.type() == (address instanceof Inet4Address ? Question.A : Question.AAAA))
                .toList());
        if (addresses.isEmpty()) {
            return Reply.empty(question, Reply.Code.OK);
        }
        // So that who takes the first one comes to all of them in turn.
        Collections.shuffle(addresses);
        return Reply.addresses(question, addresses, limit);
    }

    private boolean leadsOut(ContainerId asking) {
        return asking.equals(LAB_HOST) || lookup.leadsOut(asking);
    }

    private Optional<Inet4Address> outside(String name) {
        return name.equals(LabNames.REGISTRY) ? Optional.of(LabNames.REGISTRY_ADDRESS) : egress.address(name);
    }

    private byte[] reverse(ContainerId asking, Question question) {
        return question.reversed()
                .flatMap(address -> lookup.nameOf(asking, address))
                .map(name -> Reply.pointer(question, name))
                .orElseGet(() -> Reply.empty(question, Reply.Code.NO_SUCH_NAME));
    }
}
