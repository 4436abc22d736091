package dev.drydock.sandbox.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.container.Security;
import dev.drydock.core.error.EngineException.InvalidParameter;
import java.util.List;
import org.junit.jupiter.api.Test;

class CapabilitiesTest {
    @Test
    void theDefaultsAreDockers() {
        assertThat(Capabilities.of(Security.DEFAULT).mask()).isEqualTo(0xa80425fbL);
    }

    @Test
    void privilegedHasAll() {
        assertThat(Capabilities.of(new Security(List.of(), List.of("ALL"), true, false, "", false))
                        .mask())
                .isEqualTo(0x1ffffffffffL);
    }

    @Test
    void someAreAddedAndDropped() {
        assertThat(of(List.of("NET_ADMIN"), List.of("cap_chown")).names())
                .contains("CAP_NET_ADMIN", "CAP_KILL")
                .doesNotContain("CAP_CHOWN")
                .hasSize(14);
    }

    @Test
    void allButOne() {
        assertThat(of(List.of("ALL"), List.of("SYS_ADMIN")).names()).hasSize(40).doesNotContain("CAP_SYS_ADMIN");
    }

    @Test
    void noneButOne() {
        assertThat(of(List.of("CHOWN"), List.of("ALL")).names()).containsExactly("CAP_CHOWN");
    }

    @Test
    void whatIsAddedCannotBeDroppedByName() {
        // dockerd drops from the defaults first, then adds.
        assertThat(of(List.of("SYS_ADMIN"), List.of("SYS_ADMIN")).names()).contains("CAP_SYS_ADMIN");
    }

    @Test
    void anUnknownOneIsNamed() {
        assertThatThrownBy(() -> of(List.of("NOPE"), List.of()))
                .isInstanceOf(InvalidParameter.class)
                .hasMessage("invalid CapAdd: unknown capability: \"CAP_NOPE\"");
        assertThatThrownBy(() -> of(List.of(), List.of("CAP_NOPE")))
                .hasMessage("invalid CapDrop: unknown capability: \"CAP_NOPE\"");
    }

    @Test
    void aMaskIsReadAsItWasWritten() {
        Capabilities some = of(List.of("NET_ADMIN", "BPF"), List.of());

        assertThat(Capabilities.ofMask(some.mask())).isEqualTo(some);
    }

    private static Capabilities of(List<String> added, List<String> dropped) {
        return Capabilities.of(Security.ofCapabilities(added, dropped));
    }
}
