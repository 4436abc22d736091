package dev.drydock.lessons.course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.labhost.TerminalId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypedLineTest {
    @ParameterizedTest
    @CsvSource({
        "docker ps, 1, 1, docker ps",
        "host2$ docker ps, 2, 1, docker ps",
        "host1:logs$ docker logs -f web, 1, logs, docker logs -f web",
        "host3:2$ ^C, 3, 2, ^C",
        "host0$ ls, 1, 1, host0$ ls",
        "host1:a b$ ls, 1, 1, host1:a b$ ls"
    })
    void saysWhereItIsTyped(String line, int host, String terminal, String command) {
        assertThat(TypedLine.parse(line)).isEqualTo(new TypedLine(host, new TerminalId(terminal), command));
    }

    @Test
    void hereDocumentsHaveAPlaceToo() {
        assertThat(TypedLine.parse("host1:files$ cat <<'EOF'\na$ b\nEOF"))
                .isEqualTo(new TypedLine(1, new TerminalId("files"), "cat <<'EOF'\na$ b\nEOF"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"host1:$ ls", "host1:Logs$ ls", "host1:10$ ls", "host1:../x$ ls", "host1:-a$ ls"})
    void aTerminalThatCannotBeIsRefused(String line) {
        assertThatThrownBy(() -> TypedLine.parse(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a terminal has a number from 1 to 9 or a name such as logs");
    }
}
