package dev.drydock.lessons.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StepOrderTest {
    private static final StepId A = new StepId("a");
    private static final StepId B = new StepId("b");
    private static final StepId C = new StepId("c");
    private static final StepId D = new StepId("d");

    private final SequencedMap<StepId, Optional<Set<StepId>>> needs = new LinkedHashMap<>();

    @Test
    void stepsOfWhichNothingIsSaidComeOneAfterAnother() {
        needs.put(A, Optional.empty());
        needs.put(B, Optional.empty());
        needs.put(C, Optional.empty());
        StepOrder order = StepOrder.of(needs);

        assertThat(order.before(A)).isEmpty();
        assertThat(order.before(C)).containsExactlyInAnyOrder(A, B);
        assertThat(order.together(B)).containsExactly(B);
    }

    @Test
    void whatAStepNeedsComesBeforeItWithAllThatThoseNeed() {
        needs.put(A, Optional.empty());
        needs.put(B, Optional.of(Set.of()));
        needs.put(C, Optional.of(Set.of(A)));
        needs.put(D, Optional.of(Set.of(B, C)));
        StepOrder order = StepOrder.of(needs);

        assertThat(order.before(B)).isEmpty();
        assertThat(order.before(C)).containsExactly(A);
        assertThat(order.before(D)).containsExactlyInAnyOrder(A, B, C);
    }

    @Test
    void stepsThatNeedTheSameOpenTogether() {
        needs.put(A, Optional.empty());
        needs.put(B, Optional.of(Set.of()));
        needs.put(C, Optional.of(Set.of(A)));
        needs.put(D, Optional.of(Set.of(A)));
        StepOrder order = StepOrder.of(needs);

        assertThat(order.together(B)).containsExactly(A, B);
        assertThat(order.together(D)).containsExactly(C, D);
    }
}
