package dev.drydock.lessons.check;

import dev.drydock.core.network.Network;
import dev.drydock.lessons.check.Check.OfNetwork;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks for networks that fulfil a check. */
final class NetworkEvaluation {
    private static final Traits<Network> TRAITS = new Traits<>(
            "network",
            Network::name,
            Map.of(
                    Property.DRIVER,
                    (network, _) -> List.of(network.driver()),
                    Property.SUBNET,
                    (network, _) -> List.of(network.subnet()),
                    Property.LABEL,
                    (network, _) -> ContainerTraits.pairs(network.settings().labels())),
            Map.of(),
            Map.of(Property.INTERNAL, network -> network.settings().internal()));

    private final OfNetwork check;
    private final Snapshot snapshot;

    NetworkEvaluation(OfNetwork check, Snapshot snapshot) {
        this.check = check;
        this.snapshot = snapshot;
    }

    Outcome evaluate() {
        return search().outcome(check.count(), "network", Network::createdAt, this::none);
    }

    /** What to say when the check holds and must not. */
    Reason present() {
        return Reason.of(
                "present.network",
                search().found().stream().map(Network::name).findFirst().orElse(""));
    }

    private Search<Network> search() {
        return new Search<>(
                snapshot.networks().stream()
                        .filter(network -> check.name().stream().allMatch(name -> name.matches(network.name())))
                        .filter(network -> check.name().isPresent() || network.isUserDefined())
                        .toList(),
                List.of(this::created, network -> TRAITS.failure(network, check.traits(), snapshot), this::containers));
    }

    private Optional<Reason> created(Network network) {
        return check.createdInStep() && !snapshot.inStep(network.createdAt())
                ? Optional.of(Reason.of("network.old", network.name()))
                : Optional.empty();
    }

    private Optional<Reason> containers(Network network) {
        return check.containers().stream()
                .filter(name -> snapshot.containers().stream()
                        .noneMatch(container ->
                                name.matches(container.name()) && ContainerTraits.isOn(container, network, snapshot)))
                .map(name -> Reason.of("network.container", network.name(), name.glob()))
                .findFirst();
    }

    private Reason none() {
        return check.name()
                .map(name -> Reason.of("network.none.named", name.glob()))
                .orElseGet(() -> Reason.of("network.none"));
    }
}
