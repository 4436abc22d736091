package dev.drydock.lessons.course;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypedCommandTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "docker ps",
                "cat > Dockerfile <<'EOF'\nFROM busybox\n\nCMD [\"ls\"]\nEOF",
                "cat <<\"END\" > f\nEND",
                "docker build - << X\nFROM scratch\n X\nX",
            })
    void isOneLineOrOneHereDocument(String text) {
        assertThat(TypedCommand.isOne(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ls\nls",
                "cat <<EOF\na",
                "cat <<EOF\nEOF\nls",
                "cat <<EOF\nEOF\nEOF",
                "cat <<'EOF\"\nEOF",
                "cat <<A <<B\nx\nA",
                "ls\ncat <<EOF\nEOF",
            })
    void isNotMore(String text) {
        assertThat(TypedCommand.isOne(text)).isFalse();
    }
}
