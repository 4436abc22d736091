package dev.drydock.lessons.check;

import dev.drydock.core.container.Container;
import dev.drydock.core.container.NameRecord;
import dev.drydock.core.network.Network;
import dev.drydock.core.network.NetworkId;
import dev.drydock.lessons.check.Check.OfName;
import dev.drydock.lessons.check.Outcome.Met;
import dev.drydock.lessons.check.Outcome.NotYet;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Looks for names that are answered on networks. */
final class NameEvaluation {
    private final OfName check;
    private final Snapshot snapshot;

    NameEvaluation(OfName check, Snapshot snapshot) {
        this.check = check;
        this.snapshot = snapshot;
    }

    /**
     * One address of a name.
     *
     * @param network its name
     * @param container who has the address; empty for one of another lab host
     */
    private record Answer(String name, String network, Optional<String> container) {}

    Outcome evaluate() {
        Search<Answer> search = search();
        int found = search.found().size();
        if (check.count().accepts(found)) {
            return new Met(Optional.empty());
        }
        return new NotYet(
                check.count().equals(NumberTest.SOME)
                        ? search.nearest().orElseGet(this::none)
                        : Sentences.count("name", found, check.count()));
    }

    /** What to say when the check holds and must not. */
    Reason present() {
        return search().found().stream()
                .findFirst()
                .map(answer -> Reason.of("present.name", answer.name(), answer.network()))
                .orElseGet(this::none);
    }

    private Search<Answer> search() {
        List<Answer> called = snapshot.names().stream()
                .filter(entry -> check.name().stream().allMatch(name -> name.matches(entry.name())))
                .flatMap(entry -> entry.addresses().stream()
                        // Everybody has one of these, and some have one of version 6 besides.
                        .filter(Inet4Address.class::isInstance)
                        .map(address -> answer(entry, address)))
                .toList();
        return new Search<>(called, List.of(this::network, answer -> container(answer, called)));
    }

    private Answer answer(NameRecord entry, InetAddress address) {
        return new Answer(
                entry.name(),
                snapshot.networks().stream()
                        .filter(network -> network.id().equals(entry.network()))
                        .map(Network::name)
                        .findFirst()
                        .orElse(""),
                snapshot.containers().stream()
                        .filter(container -> isAt(container, entry.network(), address))
                        .map(Container::name)
                        .findFirst());
    }

    private static boolean isAt(Container container, NetworkId network, InetAddress address) {
        return container.isRunning()
                && container.endpoints().stream()
                        .anyMatch(endpoint -> endpoint.network().equals(network)
                                && endpoint.address().equals(address));
    }

    private Optional<Reason> network(Answer answer) {
        return check.network()
                .filter(wanted -> !wanted.matches(answer.network()))
                .map(wanted -> Reason.of("name.network", answer.name(), answer.network(), wanted.glob()));
    }

    /** @param called all answers to such names */
    private Optional<Reason> container(Answer answer, List<Answer> called) {
        return check.container()
                .filter(wanted -> answer.container().filter(wanted::matches).isEmpty())
                .map(wanted -> {
                    String real = called.stream()
                            .filter(other -> other.name().equals(answer.name())
                                    && other.network().equals(answer.network()))
                            .flatMap(other -> other.container().stream())
                            .distinct()
                            .collect(Collectors.joining(", "));
                    return real.isEmpty()
                            ? Reason.of("name.elsewhere", answer.name(), answer.network(), wanted.glob())
                            : Reason.of("name.container", answer.name(), real, wanted.glob());
                });
    }

    private Reason none() {
        return check.name()
                .map(name -> Reason.of("name.none.named", name.glob()))
                .orElseGet(() -> Reason.of("name.none"));
    }
}
