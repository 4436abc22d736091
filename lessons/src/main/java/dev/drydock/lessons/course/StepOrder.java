package dev.drydock.lessons.course;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Which steps have to be done before which. A step needs only steps that stand before it, so doing them in the lesson's order
 * is always possible.
 */
public final class StepOrder {
    private final SequencedMap<StepId, Set<StepId>> before = new LinkedHashMap<>();

    private StepOrder() {}

    /**
     * The order of these steps.
     *
     * @param needs what the lesson says that each needs, in the lesson's order; where it says nothing, that is the step before
     */
    public static StepOrder of(SequencedMap<StepId, Optional<Set<StepId>>> needs) {
        StepOrder order = new StepOrder();
        Set<StepId> last = Set.of();
        for (Map.Entry<StepId, Optional<Set<StepId>>> each : needs.entrySet()) {
            Set<StepId> all = new LinkedHashSet<>();
            for (StepId need : each.getValue().orElse(last)) {
                all.addAll(order.before(need));
                all.add(need);
            }
            order.before.put(each.getKey(), all);
            last = Set.of(each.getKey());
        }
        return order;
    }

    /** All that have to be done before this one: what it needs, what those need, and so on. */
    public Set<StepId> before(StepId step) {
        return Set.copyOf(before.getOrDefault(step, Set.of()));
    }

    /** The steps that open at the same moment as this one, which is one of them, in the lesson's order. */
    public List<StepId> together(StepId step) {
        Set<StepId> own = before(step);
        return before.keySet().stream().filter(each -> before(each).equals(own)).toList();
    }
}
