package dev.drydock.lessons.check;

import dev.drydock.core.engine.EngineView;
import dev.drydock.lessons.check.Check.All;
import dev.drydock.lessons.check.Check.Any;
import dev.drydock.lessons.check.Check.Fact;
import dev.drydock.lessons.check.Check.Not;
import dev.drydock.lessons.check.Check.OfInside;
import dev.drydock.lessons.check.Check.OnHost;
import dev.drydock.lessons.check.Outcome.Met;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which looks a check needs. */
public final class Looks {
    private final EngineView view;
    private final Instant stepBegan;

    private Looks(EngineView view, Instant stepBegan) {
        this.view = view;
        this.stepBegan = stepBegan;
    }

    /** None when what the engine knows decides already: no lab host is disturbed for nothing. */
    public static Set<Look> needed(Check check, EngineView view, Instant stepBegan) {
        return new Looks(view, stepBegan).needed(check);
    }

    /** All that it may ever need. */
    public static Set<Look> all(Check check) {
        return switch (check) {
            case All(List<Check> checks) -> union(checks);
            case Any(List<Check> checks) -> union(checks);
            case Not(Fact fact) -> all(fact);
            case OnHost(int _, Check there) -> all(there);
            case OfInside inside -> Set.of(inside.look());
            case Fact _ -> Set.of();
        };
    }

    private static Set<Look> union(List<Check> checks) {
        Set<Look> all = new HashSet<>();
        checks.forEach(each -> all.addAll(all(each)));
        return all;
    }

    private Set<Look> needed(Check check) {
        List<Check> parts = switch (check) {
            case All(List<Check> checks) -> checks;
            case Any(List<Check> checks) -> checks;
            default -> List.of();
        };
        if (parts.isEmpty()) {
            return all(check);
        }
        boolean decides = check instanceof Any;
        Set<Look> needed = new HashSet<>();
        for (Check part : parts) {
            if (!all(part).isEmpty()) {
                needed.addAll(needed(part));
            } else if (isMet(part) == decides) {
                return Set.of();
            }
        }
        return needed;
    }

    private boolean isMet(Check check) {
        return Evaluation.evaluate(check, view, stepBegan) instanceof Met;
    }
}
