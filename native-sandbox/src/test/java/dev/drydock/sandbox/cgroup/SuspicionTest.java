package dev.drydock.sandbox.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SuspicionTest {
    private static final long MILLISECOND = 1_000_000;

    private final Suspicion suspicion = new Suspicion();

    @Test
    void nothingIsDueBeforeItIsRoused() {
        assertThat(suspicion.isDue(0)).isFalse();
        assertThat(suspicion.isAwake(0)).isFalse();
    }

    @Test
    void looksAtOnceThenRarerAndEnds() {
        suspicion.rouse(0);
        int looks = 0;
        for (long now = 0; suspicion.isAwake(now); now += MILLISECOND) {
            looks += suspicion.isDue(now) ? 1 : 0;
        }

        assertThat(looks).isBetween(8, 15);
    }

    /** A student can rouse it as often as the kernel kills. */
    @Test
    void rousingItAllTheTimeDoesNotMakeItLookMoreOften() {
        int looks = 0;
        for (long now = 0; now < 10_000 * MILLISECOND; now += MILLISECOND) {
            suspicion.rouse(now);
            looks += suspicion.isDue(now) ? 1 : 0;
        }

        assertThat(looks).isBetween(20, 40);
    }

    @Test
    void tellsHowLongToWait() {
        suspicion.rouse(0);
        assertThat(suspicion.untilNextLook(0)).isZero();

        assertThat(suspicion.isDue(0)).isTrue();

        assertThat(suspicion.untilNextLook(0)).isEqualTo(2);
        assertThat(suspicion.untilNextLook(MILLISECOND / 2)).isEqualTo(2);
        assertThat(suspicion.isDue(2 * MILLISECOND)).isTrue();
        assertThat(suspicion.untilNextLook(2 * MILLISECOND)).isEqualTo(4);
    }
}
