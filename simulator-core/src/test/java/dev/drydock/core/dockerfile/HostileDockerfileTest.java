package dev.drydock.core.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.dockerfile.Instruction.Run;
import dev.drydock.core.error.EngineException.InvalidParameter;
import dev.drydock.core.oci.ImageConfig.RunConfig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dockerfiles that were written to do harm: each ends in a result or a sentence, at once and without much memory. */
@Tag("hostile")
class HostileDockerfileTest {
    private static final int MANY = 100_000;

    private static RunConfig nothing() {
        return new RunConfig(null, null, null, null, null, null, null, null, null, null, null, null);
    }

    private static Instruction only(String lines) {
        return DockerfileParser.parse("FROM scratch\n" + lines)
                .stages()
                .getFirst()
                .lines()
                .getFirst()
                .instruction();
    }

    @Test
    void b04AFileOf64MegabytesIsRefused() {
        assertThatThrownBy(() -> DockerfileParser.parse("RUN true\n".repeat((64 << 20) / 9)))
                .isInstanceOf(InvalidParameter.class)
                .hasMessage("failed to parse Dockerfile: dockerfile greater than max allowed size of 4194304");
    }

    @Test
    void b04ALineHasDockersLimitInBytes() {
        String full = "LABEL a=" + "x".repeat(65_535 - 8);

        assertThat(only(full)).isInstanceOf(ConfigInstruction.Label.class);
        for (String line : List.of(full + "x", "LABEL a=" + "é".repeat(32_764))) {
            assertThatThrownBy(() -> only(line))
                    .hasMessage("failed to parse Dockerfile: dockerfile line greater than max allowed size of 65535");
        }
    }

    @Test
    void b04MarkAndCarriageReturnsAreNoPartOfLines() {
        Dockerfile file = DockerfileParser.parse("\ufeffFROM scratch\r\nLABEL \\\r\n a=b\r\nRUN <<E\r\nx\r\nE\r\n");

        assertThat(file.stages().getFirst().lines())
                .extracting(Dockerfile.Line::text)
                .containsExactly("LABEL  a=b", "RUN <<E");
        assertThat(((Run) file.stages().getFirst().lines().getLast().instruction()).heredocs())
                .extracting(Instruction.Heredoc::text)
                .containsExactly("x\n");
    }

    @Test
    void b04NulIsRefusedWithItsLine() {
        assertThatThrownBy(() -> only("RUN a\nRUN \0"))
                .hasMessage("failed to parse Dockerfile: dockerfile parse error line 3: invalid character NUL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RUN [", "RUN [ ", "RUN [\"a\"", "RUN [\"a\",]", "RUN [\"a\"] x", "RUN ['a']"})
    void b04WhatIsNoListIsForTheShell(String line) {
        assertThat(((Run) only(line)).command())
                .isEqualTo(
                        new Instruction.Command(true, List.of(line.substring(4).strip())));
    }

    @Test
    void b04ListsInListsCostNoStack() {
        assertThatThrownBy(() -> only("CMD " + "[".repeat(9000) + "]".repeat(9000)))
                .hasMessageContaining("arrays must be comprised of strings only");
        assertThat(only("CMD " + "[".repeat(30_000) + "]".repeat(30_000))).isInstanceOf(ConfigInstruction.Cmd.class);
        assertThat(only("CMD " + "[".repeat(60_000))).isInstanceOf(ConfigInstruction.Cmd.class);
        assertThat(only("CMD " + "[{\"a\":".repeat(9000))).isInstanceOf(ConfigInstruction.Cmd.class);
    }

    @Test
    void b04HeredocsWithoutAnEndAreRefused() {
        assertThatThrownBy(() -> only("RUN " + "<<a ".repeat(10_000) + "\n" + "x\n".repeat(MANY)))
                .hasMessage("failed to parse Dockerfile: dockerfile parse error line 2: unterminated heredoc");
    }

    @Test
    void b04TriggersDoNotTriggerTriggers() {
        assertThatThrownBy(() -> only("ONBUILD ".repeat(8000) + "RUN x"))
                .hasMessage("dockerfile parse error line 2: Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed");
        assertThatThrownBy(() -> InstructionParser.parseTrigger("ONBUILD ".repeat(MANY) + "RUN x", '\\'))
                .isInstanceOf(InvalidParameter.class);
        for (String trigger :
                List.of("ONBUILD RUN x", "FROM x", "MAINTAINER x", "RUN a\nRUN b", "", "FOO x", "RUN <<a")) {
            assertThatThrownBy(() -> InstructionParser.parseTrigger(trigger, '\\'))
                    .isInstanceOf(InvalidParameter.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RUN a\n", "FROM a\n", "# c\n", "\n", "ENV a=$b\n", "HEALTHCHECK NONE\n", "COPY a b\n"})
    void b04ManyLinesAreRead(String line) {
        Dockerfile file = DockerfileParser.parse("FROM scratch\n" + line.repeat(MANY));

        assertThat(file.stages()).hasSizeBetween(1, MANY + 1);
        assertThat(file.stages().stream()
                        .mapToInt(stage -> stage.lines().size())
                        .sum())
                .isIn(0, MANY);
    }

    @Test
    void b04ManyLinesMayBeContinued() {
        Dockerfile file =
                DockerfileParser.parse("FROM scratch\nRUN a \\\n" + "b \\\n# c\n\n".repeat(MANY) + "c\nRUN d");

        assertThat(file.stages().getFirst().lines())
                .extracting(Dockerfile.Line::number)
                .containsExactly(2, 3 * MANY + 4);
        assertThat(only("LABEL " + "a=b \\\n".repeat(MANY))).isInstanceOf(ConfigInstruction.Label.class);
        assertThat(only("RUN " + "--mount=target=/x,src=/y \\\n".repeat(MANY) + " x"))
                .isInstanceOf(Run.class);
    }

    @Test
    void b04ValuesThatGrowAreRefused() {
        String twice = "ENV a=$a$a\n";
        List<ConfigInstruction> growing = InstructionParser.parse("ENV a=xxxxxxxx\n" + twice.repeat(40));
        List<ConfigInstruction> many = InstructionParser.parse("ENV a=xxxxxxxx\n" + twice.repeat(12) + "LABEL "
                + java.util.stream.IntStream.range(0, 5000)
                        .mapToObj(i -> "l" + i + "=$a")
                        .collect(java.util.stream.Collectors.joining(" ")));

        for (List<ConfigInstruction> changes : List.of(growing, many)) {
            assertThatThrownBy(() -> new ConfigChanges(nothing()).apply(changes).result())
                    .isInstanceOf(InvalidParameter.class)
                    .hasMessage("the configuration of the image is larger than 1048576 characters");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nRUN x", "\"'", "$(reboot)", "`reboot`", "${A:-x}$A", "\\", " a  b ", "\r\n#"})
    void b07ValuesOfArgumentsAreData(String value) {
        RunConfig config = new ConfigChanges(nothing(), Map.of("A", value), '\\', false)
                .apply(InstructionParser.parse("ENV B=$A C=\"${A:-x}\"\nLABEL l=${N:-$A}\nUSER $A"))
                .result();

        assertThat(config.env()).containsExactly("B=" + value, "C=" + value);
        assertThat(config.labels()).isEqualTo(Map.of("l", value));
        assertThat(config.user()).isEqualTo(value);
    }
}
