package dev.drydock.web.engineapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.error.EngineException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetachKeysTest {
    private static String pass(DetachKeys.Scanner scanner, String typed) {
        ByteBuffer passed = scanner.pass(StandardCharsets.ISO_8859_1.encode(typed));
        return StandardCharsets.ISO_8859_1.decode(passed).toString();
    }

    @Test
    void theDefaultIsControlPControlQ() {
        DetachKeys.Scanner scanner = DetachKeys.parse("").scanner();

        assertThat(pass(scanner, "ls\020\021rest")).isEqualTo("ls");
        assertThat(scanner.isFound()).isTrue();
    }

    @Test
    void aBeginningIsHeldBackUntilItIsNoMore() {
        DetachKeys.Scanner scanner = DetachKeys.parse("ctrl-a,b,c").scanner();

        assertThat(pass(scanner, "x\001b")).isEqualTo("x");
        assertThat(pass(scanner, "d")).isEqualTo("\001bd");
        assertThat(pass(scanner, "\001")).isEmpty();
        assertThat(pass(scanner, "\001b")).isEqualTo("\001");
        assertThat(scanner.isFound()).isFalse();
        assertThat(pass(scanner, "c")).isEmpty();
        assertThat(scanner.isFound()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ctrl-@", "ctrl-[", "ctrl-\\", "ctrl-]", "ctrl-^", "ctrl-_", "ctrl-z,a", "q"})
    void allOfDockersKeysAreKnown(String keys) {
        assertThat(DetachKeys.parse(keys).scanner().isFound()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ctrl-", "ctrl-aa", "ctrl-A", "Ctrl-a", "alt-a", "a,,b", ",", "ctrl-1", "é"})
    void othersAreRefusedInDockersWords(String keys) {
        assertThatThrownBy(() -> DetachKeys.parse(keys))
                .isInstanceOf(EngineException.InvalidParameter.class)
                .hasMessage("Invalid detach keys (" + keys + ") provided");
    }
}
