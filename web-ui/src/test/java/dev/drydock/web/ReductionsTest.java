package dev.drydock.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.sandbox.linux.IdSpace;
import dev.drydock.web.language.Language;
import dev.drydock.web.language.Messages;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReductionsTest {
    private static final IdSpace WHOLE = new IdSpace(4_294_967_295L);

    @Test
    void rootOfAMachineLacksNothing() {
        assertThat(Reductions.of(WHOLE, Set.of("memory", "pids", "cpu"))).isEmpty();
    }

    @Test
    void anOrdinaryUserLacksIdsAndLimits() {
        assertThat(Reductions.of(new IdSpace(1), Set.of())).containsExactly("one-user", "no-limits");
        assertThat(Reductions.of(new IdSpace(65537), Set.of())).containsExactly("shared-users", "no-limits");
    }

    @Test
    void aContainerMayLackOnlyLimits() {
        assertThat(Reductions.of(WHOLE, Set.of())).containsExactly("no-limits");
    }

    @Test
    void eachHasASentenceInEveryLanguage() {
        for (Language language : Language.values()) {
            for (String reduction : List.of("one-user", "shared-users", "no-limits")) {
                assertThat(Messages.of(language).lookup("notice." + reduction)).isNotBlank();
            }
        }
    }
}
