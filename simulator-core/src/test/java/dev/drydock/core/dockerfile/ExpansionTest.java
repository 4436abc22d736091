package dev.drydock.core.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.error.EngineException.InvalidParameter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Results and sentences are those of dockerd 20.10; forms that it does not have are those of BuildKit. */
class ExpansionTest {
    private static final Map<String, String> VARIABLES =
            Map.of("A", "1", "E", "", "L", "hello.tar.gz", "D", "a b", "S", "a*b/c\\d", "P", "aXbXc");

    private static String expand(String word) {
        return Expansion.of(word, '\\', name -> Optional.ofNullable(VARIABLES.get(name)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "$A|1",
                "${A}|1",
                "${A:-x}|1",
                "${E:-x}|x",
                "${N:-x}|x",
                "${N:+x}|~~",
                "${E:+x}|~~",
                "${A:+x}|x",
                "${E:?}:|!E: is not allowed to be empty",
                "${A:?}|1",
                "${E?msg}|~~",
                "${A:-${N:-y}}|1",
                "${N:-${N:-y}}|y",
                "${N:-\"a b\"}|a b",
                "${N:-'a}b'}|a}b",
                "${N:-a\\}b}|a}b",
                "${N:-$A}|1",
                "$|$",
                "$$|~~",
                "$1x|x",
                "$12x|x",
                "$@|~~",
                "$-|~~",
                "$!|~~",
                "$A$E$N.|1.",
                "\\$A|$A",
                "\"\\$A\"|$A",
                "'\\$A'|\\$A",
                "\"a\\b\\\\c\"|a\\b\\c",
                "a\\b\\\\c|ab\\c",
                "\"a'b\"|a'b",
                "'a\"b'|a\"b",
                "a\"b\"'c'd|abcd",
                "\"$A ${D}\"|1 a b",
                "$D|a b",
                "\"${N:-\"q\"}\"|q",
                "\"${N:-'q'}\"|q",
                "${N:-\\$A}|$A",
                "$é|~~",
                "${é}|~~",
                "$_|~~",
                "${A:-x}y}|1y}",
                "a\\|a",
                "${1:-x}|x",
                "${10:-x}|x",
                "${?:-x}|x",
                "${#}|~~",
                "\"`$A`\"|`1`",
                "`$A|`1",
                "é$A😀|é1😀"
            })
    void wordsAreExpandedAsDockerDoes(String word, String expanded) {
        if (expanded.startsWith("!")) {
            assertThatThrownBy(() -> expand(word)).hasMessageEndingWith(expanded.substring(1));
        } else {
            assertThat(expand(word)).isEqualTo(expanded);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "${E-x}|~~",
                "${N-x}|x",
                "${A+x}|x",
                "${E+x}|x",
                "${N+x}|~~",
                "${L#h*}|ello.tar.gz",
                "${L##h*}|~~",
                "${L#*.}|tar.gz",
                "${L##*.}|gz",
                "${L%.*}|hello.tar",
                "${L%%.*}|hello",
                "${L#x}|hello.tar.gz",
                "${L#hello}|.tar.gz",
                "${L%?gz}|hello.tar",
                "${L/l/x}|hexlo.tar.gz",
                "${L//l/x}|hexxo.tar.gz",
                "${L//l/}|heo.tar.gz",
                "${L/l*./x}|hexgz",
                "${L//[lo]/x}|hello.tar.gz",
                "${P//X*X/-}|a-c",
                "${P/%/y}|aXbXc",
                "${S/\\*/-}|a-b/c\\d",
                "${S/\\//-}|a*b-c\\d",
                "${S/\\\\/-}|a*b/c-d",
                "${L#${N:-h}}|ello.tar.gz",
                "${L/${N:-l}/${A}}|he1lo.tar.gz",
                "${N#x}|~~",
                "${N//x/y}|~~",
                "${L%}|hello.tar.gz",
                "${L##}|hello.tar.gz",
                "${A//?/$A$A}|11",
                "${A//1*/x}|x",
                "${P//*/x}|x",
                "${A///-}|-1-"
            })
    void wordsAreExpandedAsBuildKitDoes(String word, String expanded) {
        assertThat(expand(word)).isEqualTo(expanded);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "${N:?}|N: is not allowed to be unset",
                "${N:?msg}|N: msg",
                "${N?msg}|N: msg",
                "${E:?msg}|E: msg",
                "${N:?\"a b\"}|N: a b",
                "${A:=x}|unsupported modifier (=) in substitution",
                "${|syntax error: missing '}'",
                "${}|syntax error: bad substitution",
                "${{A}}|syntax error: bad substitution",
                "${A|missing ':' in substitution",
                "${A.}|missing ':' in substitution",
                "${:-x}|syntax error: bad substitution",
                "${A:|syntax error: missing '}'",
                "${A:-|syntax error: missing '}'",
                "${A:-x|syntax error: missing '}'",
                "${A:-\"x|syntax error: missing '}'",
                "${A:-${B|syntax error: missing '}'",
                "${A:-${N:?x}|syntax error: missing '}'",
                "${A/x|syntax error: missing '/' in ${}",
                "${A/x/y|syntax error: missing '}'",
                "${A/\\x/y}|invalid pattern (\\x) in substitution: invalid escape '\\x'",
                "\"a|unexpected end of statement while looking for matching double-quote",
                "'a|unexpected end of statement while looking for matching single-quote",
                "\"a\\|unexpected end of statement while looking for matching double-quote"
            })
    void refusalsAreDockersOwn(String word, String reason) {
        assertThatThrownBy(() -> expand(word))
                .isInstanceOf(InvalidParameter.class)
                .hasMessage("failed to process " + Quoted.of(word) + ": " + reason);
    }

    @Test
    void theFilesEscapeCharacterCounts() {
        assertThat(Expansion.of("`$A\\$A\"`\"\"", '`', _ -> Optional.of("1"))).isEqualTo("$A\\1\"");
    }

    @Test
    void unquotedValuesBecomeWords() {
        assertThat(Expansion.words("$D\"$D \" ${N:-'c d'}\\ e", '\\', name -> Optional.ofNullable(VARIABLES.get(name))))
                .containsExactly("a", "ba b ", "c", "d e");
        assertThat(Expansion.words("$N", '\\', _ -> Optional.empty())).isEmpty();
    }

    @Test
    void b04ValuesInValuesCostNoStackAndLittleTime() {
        int depth = 100_000;
        String nested = "${v:-".repeat(depth) + "x" + "}".repeat(depth);
        String big = "y".repeat(100_000);

        assertThat(Expansion.of(nested, '\\', _ -> Optional.empty())).isEqualTo("x");
        assertThatThrownBy(() -> Expansion.of(nested, '\\', _ -> Optional.of(big)))
                .hasMessage("failed to process a word: its value is too long");
        assertThatThrownBy(() -> Expansion.of("${b:-".repeat(depth), '\\', _ -> Optional.empty()))
                .hasMessageEndingWith("syntax error: missing '}'");
    }

    @Test
    void b04PatternsDoNotMultiplyTheirWork() {
        String many = "a".repeat(60_000);
        List<String> words = List.of(
                "${v##" + "*a".repeat(30_000) + "b}",
                "${v%%b" + "a*".repeat(30_000) + "}",
                "${v//" + "a".repeat(30_000) + "b/x}",
                "${v//a/" + many + "}");

        for (String word : words) {
            try {
                assertThat(Expansion.of(word, '\\', _ -> Optional.of(many))).isEqualTo(many);
            } catch (InvalidParameter e) {
                assertThat(e).hasMessage("failed to process a word: its value is too long");
            }
        }
    }
}
