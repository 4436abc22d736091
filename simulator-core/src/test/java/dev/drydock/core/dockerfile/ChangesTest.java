package dev.drydock.core.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.error.EngineException.InvalidParameter;
import dev.drydock.core.oci.ImageConfig;
import dev.drydock.core.oci.ImageConfig.RunConfig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code docker commit --change}; results and sentences are those of dockerd 20.10. */
class ChangesTest {
    private static final RunConfig BEFORE = new RunConfig(
            null,
            Map.of("80/tcp", Map.of()),
            List.of("A=1"),
            null,
            List.of("sh"),
            null,
            "/tmp",
            Map.of("l", "1"),
            null,
            null,
            null,
            null);

    private static RunConfig apply(String... lines) {
        return new ConfigChanges(BEFORE)
                .apply(InstructionParser.parse(String.join("\n", lines)))
                .result();
    }

    @Test
    void eachInstructionChangesItsPart() {
        RunConfig after = apply(
                "ENV B=2 A=3",
                "CMD [\"echo\",\"x\"]",
                "LABEL q=w",
                "EXPOSE 81/udp 80-82",
                "USER 5",
                "VOLUME /v",
                "WORKDIR w",
                "HEALTHCHECK --interval=5s CMD true",
                "ONBUILD RUN x",
                "ENTRYPOINT top $A",
                "ENV D=$B-${A} E=\"a b\"");

        assertThat(after)
                .isEqualTo(new RunConfig(
                        "5",
                        Map.of("80/tcp", Map.of(), "81/tcp", Map.of(), "81/udp", Map.of(), "82/tcp", Map.of()),
                        List.of("A=3", "B=2", "D=2-3", "E=a b"),
                        List.of("/bin/sh", "-c", "top $A"),
                        List.of("echo", "x"),
                        Map.of("/v", Map.of()),
                        "/tmp/w",
                        Map.of("l", "1", "q", "w"),
                        null,
                        new ImageConfig.Healthcheck(List.of("CMD-SHELL", "true"), 5_000_000_000L, 0, 0, 0, 0),
                        List.of("RUN x"),
                        null));
    }

    @Test
    void oldAndQuotedFormsAreRead() {
        RunConfig after = apply(
                "LABEL \"a b\"=c d=\"e f\"",
                "label x y z",
                "ENV x y  z",
                "VOLUME [\"/a\",\"/b\"]",
                "VOLUME c d",
                "USER  u:g ",
                "WORKDIR /a/../b",
                "HEALTHCHECK NONE",
                "ONBUILD add . /x");

        assertThat(after.labels()).isEqualTo(Map.of("l", "1", "a b", "c", "d", "e f", "x", "y z"));
        assertThat(after.env()).containsExactly("A=1", "x=y  z");
        assertThat(after.volumes()).containsOnlyKeys("/a", "/b", "c", "d");
        assertThat(after.user()).isEqualTo("u:g");
        assertThat(after.workingDir()).isEqualTo("/a/../b");
        assertThat(after.healthcheck()).isEqualTo(new ImageConfig.Healthcheck(List.of("NONE"), 0, 0, 0, 0, 0));
        assertThat(after.onBuild()).containsExactly("add . /x");
    }

    @Test
    void aNewEntryPointTakesTheCommandWithIt() {
        assertThat(apply("ENTRYPOINT [\"top\"]").cmd()).isNull();
        assertThat(apply("CMD a", "ENTRYPOINT [\"top\"]").cmd()).containsExactly("/bin/sh", "-c", "a");
        assertThat(apply("CMD").cmd()).containsExactly("/bin/sh", "-c");
        assertThat(apply("CMD [\"a\"").cmd()).containsExactly("/bin/sh", "-c", "[\"a\"");
    }

    @Test
    void linesAreContinuedAndCommented() {
        RunConfig after = apply("# a comment", "ENV X=1 \\", "  # in between", "  Y=2", "", "USER me");

        assertThat(after.env()).containsExactly("A=1", "X=1", "Y=2");
        assertThat(after.user()).isEqualTo("me");
    }

    @Test
    void variablesAreExpanded() {
        assertThat(apply("ENV v=${A:-x} w=${N:-x} x=${A:+y} y=${N:+y} z='$A' q=\\$A")
                        .env())
                .containsExactly("A=1", "v=1", "w=x", "x=y", "y=", "z=$A", "q=$A");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "RUN x|run is not a valid change command",
                "FROM x|from is not a valid change command",
                "STOPSIGNAL x|stopsignal is not a valid change command",
                "COPY a b|copy is not a valid change command",
                "ENV|ENV requires at least one argument",
                "ENV A|ENV must have two arguments",
                "ENV a=b c|Syntax error - can't find = in \"c\". Must be of the form: name=value",
                "ENV =x|ENV names can not be blank",
                "ENV a=${b|failed to process \"${b\": missing ':' in substitution",
                "ENV a=\"b|failed to process \"\\\"b\": unexpected end of statement while looking for matching double-quote",
                "LABEL|LABEL requires at least one argument",
                "LABEL =x|LABEL names can not be blank",
                "EXPOSE x|Invalid containerPort: x",
                "EXPOSE 99999|Invalid containerPort: 99999",
                "EXPOSE 5-3|Invalid containerPort: 5-3",
                "EXPOSE 80/foo|Invalid proto: foo",
                "WORKDIR|WORKDIR requires exactly one argument",
                "USER|USER requires exactly one argument",
                "VOLUME []|VOLUME requires at least one argument",
                "VOLUME \"\"|VOLUME specified can not be an empty string",
                "CMD [1]|when using JSON array syntax, arrays must be comprised of strings only",
                "ENTRYPOINT --x=1 y|Unknown flag: x",
                "ONBUILD|ONBUILD requires at least one argument",
                "ONBUILD FROM x|FROM isn't allowed as an ONBUILD trigger",
                "ONBUILD ONBUILD x|Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed",
                "HEALTHCHECK|HEALTHCHECK requires at least one argument",
                "HEALTHCHECK foo|Unknown type \"FOO\" in HEALTHCHECK (try CMD)",
                "HEALTHCHECK CMD|Missing command after HEALTHCHECK CMD",
                "HEALTHCHECK NONE x|HEALTHCHECK NONE takes no arguments",
                "HEALTHCHECK --foo=1 CMD a|Unknown flag: foo",
                "HEALTHCHECK --interval=x CMD a|time: invalid duration \"x\"",
                "HEALTHCHECK --interval=1ns CMD a|Interval \"interval\" cannot be less than 1ms",
                "HEALTHCHECK --retries=0 CMD a|--retries must be at least 1 (not 0)",
                "# comment|file with no instructions"
            })
    void refusalsAreDockersOwn(String line, String sentence) {
        assertThatThrownBy(() -> apply(line))
                .isInstanceOf(InvalidParameter.class)
                .hasMessage(sentence);
    }

    @Test
    @Timeout(10)
    void hostileLinesEnd() {
        assertThatThrownBy(() -> apply("ENV a=" + "${b:-".repeat(10_000))).isInstanceOf(InvalidParameter.class);
        assertThat(apply("CMD " + "[".repeat(30_000) + "]".repeat(30_000)).cmd())
                .as("deeper than Go reads lists, so a line for the shell")
                .hasSize(3);
        assertThatThrownBy(() -> apply("ENV a=" + "x".repeat(1_000_000)))
                .hasMessage("dockerfile line greater than max allowed size of 65535");
        assertThat(apply("EXPOSE 1-65535").exposedPorts()).hasSize(65_535);
    }
}
