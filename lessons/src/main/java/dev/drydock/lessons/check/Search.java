package dev.drydock.lessons.check;

import dev.drydock.lessons.check.Outcome.Met;
import dev.drydock.lessons.check.Outcome.NotYet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Looks for objects that fulfil every condition. When there are too few, the reason is told from the one that comes nearest:
 * conditions are asked in their order, and the object that gets furthest is meant.
 *
 * @param objects the first of equals is spoken of
 * @param conditions each answers why an object does not fulfil it
 */
record Search<T>(List<T> objects, List<Function<T, Optional<Reason>>> conditions) {
    private record Assessment(int passed, Optional<Reason> failure) {}

    List<T> found() {
        return objects.stream()
                .filter(object -> assess(object).failure().isEmpty())
                .toList();
    }

    /** Why the nearest one does not fulfil them; empty when there is none. */
    Optional<Reason> nearest() {
        return objects.stream()
                .map(this::assess)
                .reduce((best, next) -> next.passed() > best.passed() ? next : best)
                .flatMap(Assessment::failure);
    }

    private Assessment assess(T object) {
        int passed = 0;
        for (Function<T, Optional<Reason>> condition : conditions) {
            Optional<Reason> failure = condition.apply(object);
            if (failure.isPresent()) {
                return new Assessment(passed, failure);
            }
            passed++;
        }
        return new Assessment(passed, Optional.empty());
    }

    /**
     * Whether there are as many as wanted.
     *
     * @param kind of the objects, in message keys
     * @param moment when one came to be
     * @param none what to say when there is none at all
     */
    Outcome outcome(NumberTest count, String kind, Function<T, Instant> moment, Supplier<Reason> none) {
        List<T> found = found();
        if (count.accepts(found.size())) {
            return new Met(Facts.since(count, found.stream().map(moment).toList()));
        }
        return new NotYet(
                count.equals(NumberTest.SOME) ? nearest().orElseGet(none) : Sentences.count(kind, found.size(), count));
    }
}
