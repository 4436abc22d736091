package dev.drydock.lessons.check;

import dev.drydock.core.engine.VolumeView;
import dev.drydock.lessons.check.Check.OfVolume;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks for volumes that fulfil a check. */
final class VolumeEvaluation {
    private static final Traits<VolumeView> TRAITS = new Traits<>(
            "volume",
            VolumeEvaluation::name,
            Map.of(
                    Property.LABEL,
                    (view, _) -> ContainerTraits.pairs(view.volume().labels())),
            Map.of(),
            Map.of(Property.ANONYMOUS, view -> view.volume().isAnonymous()));

    private final OfVolume check;
    private final Snapshot snapshot;

    VolumeEvaluation(OfVolume check, Snapshot snapshot) {
        this.check = check;
        this.snapshot = snapshot;
    }

    Outcome evaluate() {
        return search().outcome(check.count(), "volume", view -> view.volume().createdAt(), this::none);
    }

    /** What to say when the check holds and must not. */
    Reason present() {
        return Reason.of(
                "present.volume",
                search().found().stream()
                        .map(VolumeEvaluation::name)
                        .findFirst()
                        .orElse(""));
    }

    private Search<VolumeView> search() {
        return new Search<>(
                snapshot.volumes().stream()
                        .filter(view -> check.name().stream().allMatch(name -> name.matches(name(view))))
                        .toList(),
                List.of(this::created, view -> TRAITS.failure(view, check.traits(), snapshot), this::users));
    }

    private static String name(VolumeView view) {
        return view.volume().name().value();
    }

    private Optional<Reason> created(VolumeView view) {
        return check.createdInStep() && !snapshot.inStep(view.volume().createdAt())
                ? Optional.of(Reason.of("volume.old", name(view)))
                : Optional.empty();
    }

    private Optional<Reason> users(VolumeView view) {
        return check.usedBy().stream()
                .filter(user -> snapshot.containers().stream()
                        .noneMatch(container ->
                                user.matches(container.name()) && view.users().contains(container.id())))
                .map(user -> Reason.of("volume.user", name(view), user.glob()))
                .findFirst();
    }

    private Reason none() {
        return check.name()
                .map(name -> Reason.of("volume.none.named", name.glob()))
                .orElseGet(() -> Reason.of("volume.none"));
    }
}
