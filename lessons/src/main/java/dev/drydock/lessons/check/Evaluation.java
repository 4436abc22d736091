package dev.drydock.lessons.check;

import dev.drydock.core.engine.EngineView;
import dev.drydock.lessons.check.Check.All;
import dev.drydock.lessons.check.Check.Any;
import dev.drydock.lessons.check.Check.Fact;
import dev.drydock.lessons.check.Check.Not;
import dev.drydock.lessons.check.Check.OfBuild;
import dev.drydock.lessons.check.Check.OfContainer;
import dev.drydock.lessons.check.Check.OfEvent;
import dev.drydock.lessons.check.Check.OfImage;
import dev.drydock.lessons.check.Check.OfInside;
import dev.drydock.lessons.check.Check.OfLayer;
import dev.drydock.lessons.check.Check.OfName;
import dev.drydock.lessons.check.Check.OfNetwork;
import dev.drydock.lessons.check.Check.OfVolume;
import dev.drydock.lessons.check.Check.OnHost;
import dev.drydock.lessons.check.Outcome.Met;
import dev.drydock.lessons.check.Outcome.NotYet;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Evaluates checks. It changes nothing, and the same state always gives the same outcome. */
public final class Evaluation {
    private final Snapshot snapshot;

    private Evaluation(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** @param stepBegan only what came about after this moment counts where a check asks for an edge */
    public static Outcome evaluate(Check check, EngineView view, Instant stepBegan) {
        return evaluate(check, view, Sights.NONE, stepBegan);
    }

    /** @param sights of the looks that {@link Looks} names; what is missing among them is not known yet */
    public static Outcome evaluate(Check check, EngineView view, Sights sights, Instant stepBegan) {
        return new Evaluation(Snapshot.of(view, sights, stepBegan)).evaluate(check);
    }

    private Outcome evaluate(Check check) {
        return switch (check) {
            case All all -> evaluateAll(all.checks());
            case Any any -> evaluateAny(any.checks());
            case Not not -> evaluateNot(not.fact());
            case OnHost(int host, Check there) -> evaluateOn(host, there);
            case OfContainer container -> new ContainerEvaluation(container, snapshot).evaluate();
            case OfImage image -> ImageEvaluation.evaluate(image, snapshot);
            case OfLayer layer -> new LayerEvaluation(layer, snapshot).evaluate();
            case OfNetwork network -> new NetworkEvaluation(network, snapshot).evaluate();
            case OfName name -> new NameEvaluation(name, snapshot).evaluate();
            case OfVolume volume -> new VolumeEvaluation(volume, snapshot).evaluate();
            case OfEvent event -> EventEvaluation.evaluate(event, snapshot);
            case OfBuild build -> BuildEvaluation.evaluate(build, snapshot);
            case OfInside inside -> new InsideEvaluation(snapshot).evaluate(inside);
        };
    }

    private Outcome evaluateOn(int host, Check check) {
        String name = "host" + host;
        Optional<EngineView> view = snapshot.view().host(host);
        if (view.isEmpty()) {
            return new NotYet(Reason.of("host.none", name));
        }
        return switch (evaluate(check, view.get(), host == 1 ? snapshot.sights() : Sights.NONE, snapshot.stepBegan())) {
            case Met met -> met;
            case NotYet(Reason reason) -> new NotYet(Reason.of("host.on", name).then(reason));
        };
    }

    private Outcome evaluateAll(List<Check> checks) {
        Optional<Instant> latest = Optional.empty();
        for (Check check : checks) {
            switch (evaluate(check)) {
                case NotYet notYet -> {
                    return notYet;
                }
                case Met(Optional<Instant> since) -> latest = later(latest, since);
            }
        }
        return new Met(latest);
    }

    private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
        return one.isPresent() && other.isPresent()
                ? Optional.of(one.get().isAfter(other.get()) ? one.get() : other.get())
                : one.or(() -> other);
    }

    private Outcome evaluateAny(List<Check> checks) {
        List<Outcome> outcomes = checks.stream().map(this::evaluate).toList();
        List<Met> met = outcomes.stream()
                .filter(Met.class::isInstance)
                .map(Met.class::cast)
                .toList();
        if (met.isEmpty()) {
            return outcomes.getFirst();
        }
        return new Met(met.stream().flatMap(each -> each.since().stream()).min(Comparator.naturalOrder()));
    }

    private Outcome evaluateNot(Fact fact) {
        return switch (evaluate(fact)) {
            // What could not be looked at is not known to be otherwise.
            case NotYet notYet when InsideEvaluation.isUnknown(fact, snapshot) -> notYet;
            case NotYet _ -> new Met(Optional.empty());
            case Met _ -> new NotYet(present(fact));
        };
    }

    private Reason present(Fact fact) {
        return switch (fact) {
            case OfContainer container -> new ContainerEvaluation(container, snapshot).present();
            case OfImage image -> Reason.of("present.image", Sentences.familiar(image.reference()));
            case OfLayer layer -> Reason.of("present.layer", Sentences.familiar(layer.image()));
            case OfNetwork network -> new NetworkEvaluation(network, snapshot).present();
            case OfName name -> new NameEvaluation(name, snapshot).present();
            case OfVolume volume -> new VolumeEvaluation(volume, snapshot).present();
            case OfEvent event -> Reason.of("present.event", event.type().word(), event.action());
            case OfBuild _ -> Reason.of("present.build");
            case OfInside inside -> InsideEvaluation.present(inside);
        };
    }
}
