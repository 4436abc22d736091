package dev.drydock.core.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.drydock.core.container.ResourceSupport.Limit;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ResourcesTest {
    private static final Resources ALL = new Resources(
            64L << 20,
            32L << 20,
            128L << 20,
            10,
            500_000_000,
            512,
            50_000,
            25_000,
            "0",
            "0",
            20,
            500,
            false,
            List.of());

    private static ResourceSupport machine(Set<Limit> limits) {
        return new ResourceSupport(2, "0", 1L << 30, limits);
    }

    @Test
    void aMachineThatHoldsEveryLimitDropsNone() {
        assertThat(ALL.heldBy(machine(EnumSet.allOf(Limit.class)))).isEqualTo(ALL);
        assertThat(Resources.DEFAULT.heldBy(machine(EnumSet.allOf(Limit.class))))
                .isEqualTo(Resources.DEFAULT);
    }

    @Test
    void whatAMachineCannotHoldIsDropped() {
        assertThat(ALL.heldBy(machine(Set.of())))
                .isEqualTo(new Resources(0, 0, -1, -1, 500_000_000, 0, 0, 0, "", "", 0, 0, false, List.of()));
        assertThat(Resources.DEFAULT.heldBy(machine(Set.of()))).isEqualTo(Resources.DEFAULT);
    }

    /** dockerd looks at the value only where it can use it. */
    @Test
    void whatIsDroppedMayBeAnything() {
        Resources tiny = new Resources(0, 0, 0, -1, 0, 0, 0, 0, "", "", 0, 5, false, List.of());
        ResourceSupport without = machine(EnumSet.complementOf(EnumSet.of(Limit.BLKIO_WEIGHT)));

        assertThatCode(() -> ResourceRules.check(tiny.heldBy(without), without)).doesNotThrowAnyException();
    }
}
