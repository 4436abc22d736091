package dev.drydock.core.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.dockerfile.Dockerfile.Line;
import dev.drydock.core.dockerfile.Instruction.Arg;
import dev.drydock.core.dockerfile.Instruction.Command;
import dev.drydock.core.dockerfile.Instruction.Copy;
import dev.drydock.core.dockerfile.Instruction.From;
import dev.drydock.core.dockerfile.Instruction.Heredoc;
import dev.drydock.core.dockerfile.Instruction.Run;
import dev.drydock.core.dockerfile.RunMount.Cache.Sharing;
import dev.drydock.core.error.EngineException.InvalidParameter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Results and sentences are those of dockerd 20.10, for heredocs and mounts those of BuildKit. */
class DockerfileParserTest {
    private static Instruction only(String... lines) {
        return DockerfileParser.parse("FROM scratch\n" + String.join("\n", lines) + "\n")
                .stages()
                .getFirst()
                .lines()
                .getFirst()
                .instruction();
    }

    @Test
    void stagesHaveTheirLines() {
        Dockerfile file = DockerfileParser.parse("""
                # syntax=docker/dockerfile:1
                ARG V=1 W
                FROM --platform=linux/amd64 golang:$V AS Build
                RUN go build

                from scratch
                copy --from=build /a /b
                """);

        assertThat(file.syntax()).contains("docker/dockerfile:1");
        assertThat(file.globals())
                .containsExactly(new Line(
                        2,
                        "ARG V=1 W",
                        new Arg(List.of(
                                new Arg.Declaration("V", Optional.of("1")),
                                new Arg.Declaration("W", Optional.empty())))));
        assertThat(file.stages()).hasSize(2);
        assertThat(file.stages().getFirst().from())
                .isEqualTo(new From("golang:$V", Optional.of("build"), Optional.of("linux/amd64")));
        assertThat(file.stages().getFirst().lines())
                .extracting(Line::number, Line::text)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(4, "RUN go build"));
        assertThat(file.stages().getLast().text()).isEqualTo("from scratch");
        assertThat(file.stages().getLast().lines().getFirst().text()).isEqualTo("copy --from=build /a /b");
    }

    @Test
    void linesAreShownAsDockerShowsThem() {
        Dockerfile file = DockerfileParser.parse("FROM scratch\n"
                + "label   a=b \\\n   c=d   \n"
                + "\tENV\tx  y  z\n"
                + "LABEL \\\n  # c\n\n  x=y\n"
                + "ONBUILD   run a \\ \t\n   b  \n"
                + "LABEL a=b\\\\ \n"
                + "LABEL a=b\\");

        assertThat(file.stages().getFirst().lines())
                .extracting(Line::text)
                .containsExactly(
                        "label   a=b    c=d",
                        "ENV\tx  y  z",
                        "LABEL   x=y",
                        "ONBUILD   run a    b",
                        "LABEL a=b\\\\",
                        "LABEL a=b");
    }

    @Test
    void heredocsFollowTheirInstruction() {
        assertThat(only("RUN <<-'EOF' cat && cat 3<<B", "\t$x", " EOF", "EOF ", "\tEOF", "B2", "B"))
                .isEqualTo(new Run(
                        new Command(true, List.of("<<-'EOF' cat && cat 3<<B")),
                        List.of(new Heredoc("EOF", false, "$x\n EOF\nEOF \n"), new Heredoc("B", true, "B2\n")),
                        List.of(),
                        Optional.empty()));
        assertThat(only("COPY --chown=1:2 --chmod=755 --link <<a b /c/", "hello", "a"))
                .isEqualTo(new Copy(
                        Copy.Kind.COPY,
                        List.of(new Copy.Source.Inline(new Heredoc("a", true, "hello\n")), new Copy.Source.Named("b")),
                        "/c/",
                        Optional.empty(),
                        Optional.of("1:2"),
                        Optional.of("755"),
                        true));
        assertThat(only("RUN cat <<<x '<<y' [[ 1<<2 ]]", "2")).isInstanceOf(Run.class);
    }

    @Test
    void aTriggerKeepsItsHeredoc() {
        assertThat(only("ONBUILD RUN cat <<a", "x", "a")).isEqualTo(new ConfigInstruction.Onbuild("RUN cat <<a\nx\na"));
        assertThat(InstructionParser.parseTrigger("RUN cat <<a\nx\na", '\\'))
                .isEqualTo(new Run(
                        new Command(true, List.of("cat <<a")),
                        List.of(new Heredoc("a", true, "x\n")),
                        List.of(),
                        Optional.empty()));
    }

    @Test
    void mountsAreRead() {
        Run run = (Run) only("RUN --network=none --mount=type=cache,target=/c,sharing=locked,mode=700,uid=5"
                + " --mount=from=x,src=/a,dst=/b,rw --mount=type=tmpfs,target=/t,size=1m"
                + " --mount=type=secret,id=k,env=K,required [\"make\"]");

        assertThat(run.network()).contains("none");
        assertThat(run.command()).isEqualTo(new Command(false, List.of("make")));
        assertThat(run.mounts())
                .containsExactly(
                        new RunMount.Cache("/c", "/c", false, Sharing.LOCKED, 5, 0, 0700),
                        new RunMount.Bind(Optional.of("x"), "/a", "/b", false),
                        new RunMount.Tmpfs("/t", 1 << 20),
                        new RunMount.Secret("k", "", Optional.of("K"), true, 0, 0, 0400));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "RUN x|no build stage in current context",
                "ARG x|dockerfile contains no stages to build",
                "FROM a b|dockerfile parse error line 1: FROM requires either one or three arguments",
                "FROM --foo=x a|dockerfile parse error line 1: Unknown flag: foo",
                "FROM a as 1a|dockerfile parse error line 1: invalid name for build stage: \"1a\", name can't start with a number or contain symbols",
                "FROM a;FOO x|dockerfile parse error line 2: unknown instruction: FOO",
                "FROM a;FOO x;CMD [1]|failed to parse Dockerfile: when using JSON array syntax, arrays must be comprised of strings only",
                "FROM a;ONBUILD ENV a|failed to parse Dockerfile: ENV must have two arguments",
                "FROM a;RUN cat <<x;y|failed to parse Dockerfile: dockerfile parse error line 2: unterminated heredoc",
                "FROM a;COPY a|dockerfile parse error line 2: COPY requires at least two arguments, but only one was provided. Destination could not be determined",
                "FROM a;ADD --from=x a b|dockerfile parse error line 2: Unknown flag: from",
                "FROM a;COPY --chmod a b|dockerfile parse error line 2: Missing a value on flag: chmod",
                "FROM a;SHELL a|dockerfile parse error line 2: SHELL requires the arguments to be in JSON form",
                "FROM a;SHELL []|dockerfile parse error line 2: SHELL requires at least one argument",
                "FROM a;VOLUME [\" \"]|dockerfile parse error line 2: VOLUME specified can not be an empty string",
                "FROM a;ARG =a|dockerfile parse error line 2: ARG names can not be blank",
                "FROM a;HEALTHCHECK --interval=5s --interval=6s CMD x|dockerfile parse error line 2: Duplicate flag specified: interval",
                "FROM a;RUN --mount=type=x a|dockerfile parse error line 2: unsupported mount type \"x\"",
                "# escape=x;FROM a|failed to parse Dockerfile: invalid escape token 'x' does not match ` or \\",
                "# escape=`;# escape=`|failed to parse Dockerfile: only one escape parser directive can be used",
                "# nothing|failed to parse Dockerfile: file with no instructions"
            })
    void refusalsAreDockersOwn(String lines, String sentence) {
        assertThatThrownBy(() -> DockerfileParser.parse(lines.replace(';', '\n')))
                .isInstanceOf(InvalidParameter.class)
                .hasMessage(sentence);
    }
}
