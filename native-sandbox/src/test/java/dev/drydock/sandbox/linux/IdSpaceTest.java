package dev.drydock.sandbox.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class IdSpaceTest {
    @Test
    void rootOfTheMachineHasThemAll() {
        IdSpace ids = IdSpace.parse(List.of("         0          0 4294967295"));

        assertThat(ids.isWhole()).isTrue();
        assertThat(ids.labLength()).isEqualTo(65536);
        assertThat(ids.orRoot(4_000_000)).isEqualTo(4_000_000);
        assertThat(ids.orRoot(-2)).isEqualTo(-2);
    }

    @Test
    void anOrdinaryUserHasOne() {
        IdSpace ids = IdSpace.parse(List.of("         0      65534          1"));

        assertThat(ids.isWhole()).isFalse();
        assertThat(ids.labLength()).isEqualTo(1);
        assertThat(ids.orRoot(0)).isZero();
        assertThat(ids.orRoot(1)).isZero();
        assertThat(ids.orRoot(-2)).isZero();
    }

    @Test
    void subordinateIdsAreCountedUpToAGap() {
        IdSpace ids = IdSpace.parse(List.of("0 1000 1", "1 100000 65536", "100000 300000 65536"));

        assertThat(ids).isEqualTo(new IdSpace(65537));
        assertThat(ids.isWhole()).isFalse();
        assertThat(ids.labLength()).isEqualTo(65536);
        assertThat(ids.orRoot(65536)).isEqualTo(65536);
        assertThat(ids.orRoot(65537)).isZero();
    }
}
