package dev.drydock.core.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.error.EngineException.InvalidParameter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is excluded is what Docker's client 28 left out of a context with these files. */
class DockerIgnoreTest {
    private static final List<String> FILES = List.of(
            "a",
            "b.go",
            "d/a",
            "d/b.go",
            "d/e/a",
            "d/e/b.go",
            "d/e/f/c",
            "x/d/a",
            "[z]",
            "!k",
            "#h",
            "da/a",
            ".h",
            "sp/q\\r",
            "é");

    /** Looks into directories as a reader of a context does. */
    private static boolean isLeftOut(DockerIgnore ignore, String file) {
        for (int slash = file.indexOf('/'); slash >= 0; slash = file.indexOf('/', slash + 1)) {
            String directory = file.substring(0, slash);
            if (ignore.excludes(directory) && !ignore.mayIncludeBelow(directory)) {
                return true;
            }
        }
        return ignore.excludes(file);
    }

    /** {@code ;} stands for the end of a line. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            emptyValue = "",
            value = {
                "a | a",
                "/a | a",
                "./a | a",
                "a/ | a",
                "*/a | d/a da/a",
                "**/a | a d/a d/e/a x/d/a da/a",
                "d | d/a d/b.go d/e/a d/e/b.go d/e/f/c",
                "d/ | d/a d/b.go d/e/a d/e/b.go d/e/f/c",
                "d/* | d/a d/b.go d/e/a d/e/b.go d/e/f/c",
                "d/** | d/a d/b.go d/e/a d/e/b.go d/e/f/c",
                "**/d | d/a d/b.go d/e/a d/e/b.go d/e/f/c x/d/a",
                "d/e | d/e/a d/e/b.go d/e/f/c",
                "* | all",
                "** | all",
                "*;!a | b.go d/a d/b.go d/e/a d/e/b.go d/e/f/c x/d/a [z] !k #h da/a .h sp/q\\r é",
                "*;!d/a | a b.go d/b.go d/e/a d/e/b.go d/e/f/c x/d/a [z] !k #h da/a .h sp/q\\r é",
                "*;!d | a b.go x/d/a [z] !k #h da/a .h sp/q\\r é",
                "*;!**/a | b.go d/a d/b.go d/e/a d/e/b.go d/e/f/c x/d/a [z] !k #h da/a .h sp/q\\r é",
                "**;!d/e/a | a b.go d/a d/b.go d/e/b.go d/e/f/c x/d/a [z] !k #h da/a .h sp/q\\r é",
                "d;!d/e | d/a d/b.go",
                "d;!d/e;d/e/a | d/a d/b.go d/e/a",
                "**/*.go | b.go d/b.go d/e/b.go",
                "*.go | b.go",
                "? | a d/a d/b.go d/e/a d/e/b.go d/e/f/c x/d/a é",
                "[ab] | a",
                "[a-c].go | b.go",
                "[^a] | d/a d/b.go d/e/a d/e/b.go d/e/f/c x/d/a é",
                "\\[z] | [z]",
                "[[]z] | [z]",
                "!k | ",
                "\\!k | !k",
                "#h | ",
                "\\#h | #h",
                " a  | a",
                "d/../a | a",
                ".. | ",
                "../a | ",
                "d//a | d/a",
                "d/./a | d/a",
                ". | ",
                "/ | ",
                "a;;# c;b.go | a b.go",
                "**a | a d/a d/e/a x/d/a da/a",
                "d** | d/a d/b.go d/e/a d/e/b.go d/e/f/c da/a",
                "**/e/** | d/e/a d/e/b.go d/e/f/c",
                "d/**/c | d/e/f/c",
                "d**a | d/a d/e/a da/a",
                "x/**/a | x/d/a",
                "*** | all",
                "*/**/a | d/a d/e/a x/d/a da/a",
                "sp/* | sp/q\\r",
                "sp/q\\\\r | sp/q\\r",
                "é | é",
                "?;!é | a d/a d/b.go d/e/a d/e/b.go d/e/f/c x/d/a",
                "**/f | d/e/f/c",
                "*/*/f | d/e/f/c",
                "! a | ",
                "*;! a | b.go d/a d/b.go d/e/a d/e/b.go d/e/f/c x/d/a [z] !k #h da/a .h sp/q\\r é",
                "*;!/a | b.go d/a d/b.go d/e/a d/e/b.go d/e/f/c x/d/a [z] !k #h da/a .h sp/q\\r é",
                "*;!d/ | a b.go x/d/a [z] !k #h da/a .h sp/q\\r é",
                "a;!a;a | a",
                "d* | d/a d/b.go d/e/a d/e/b.go d/e/f/c da/a",
                "**/d/a | d/a x/d/a",
                "d/e/**;!d/e/f/c | d/e/a d/e/b.go",
                "*;!*/a | all",
                ".* | .h",
                "d/?/a | d/e/a",
                "d/[e]/a | d/e/a",
                "d/e/[!a] | d/e/a",
                "*;!d/e/../a | a b.go d/b.go d/e/a d/e/b.go d/e/f/c x/d/a [z] !k #h da/a .h sp/q\\r é",
                "**.go | b.go d/b.go d/e/b.go",
                "d/**.go | ",
                "**g*o | ",
                "d/e/**go | "
            })
    void patternsExcludeWhatDockersClientExcludes(String patterns, String excluded) {
        DockerIgnore ignore = DockerIgnore.parse(patterns.replace(';', '\n') + "\n");
        String expected = excluded == null ? "" : excluded;

        assertThat(String.join(
                        " ",
                        FILES.stream().filter(file -> isLeftOut(ignore, file)).toList()))
                .isEqualTo(expected.equals("all") ? String.join(" ", FILES) : expected);
    }

    @Test
    void markWhiteSpaceAndLineEndsAreNoPattern() {
        DockerIgnore ignore = DockerIgnore.parse("\ufeffz\r\n#x\r\na\r\n\t \r\n b\t");

        assertThat(ignore.excludes("z")).isTrue();
        assertThat(ignore.excludes("a")).isTrue();
        assertThat(ignore.excludes("b")).isTrue();
        assertThat(ignore.excludes("#x")).isFalse();
        assertThat(ignore.excludes("c")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "[]a]", "[a", "[a-", "[a-]", "[-a]", "a\\", "[^]", "x[\\"})
    void whatIsNoPatternIsSaid(String pattern) {
        assertThatThrownBy(() -> DockerIgnore.parse("x\n" + pattern))
                .isInstanceOf(InvalidParameter.class)
                .hasMessage("syntax error in pattern");
    }

    @Test
    void anExceptionOfNothingIsRefused() {
        assertThatThrownBy(() -> DockerIgnore.parse("!")).hasMessage("illegal exclusion pattern: \"!\"");
    }

    @Test
    void b04StarsDoNotMultiplyTheirWork() {
        String path = "a".repeat(4000);
        String deep = "a/".repeat(2000) + "a";

        assertThat(DockerIgnore.parse("*a".repeat(2000) + "b").excludes(path)).isFalse();
        assertThat(DockerIgnore.parse("**/".repeat(100_000) + "a").excludes(deep))
                .isTrue();
        assertThat(DockerIgnore.parse("**/a".repeat(1000) + "b").excludes(deep)).isFalse();
        assertThat(DockerIgnore.parse("../".repeat(100_000) + "a").excludes(path))
                .isFalse();
        assertThat(DockerIgnore.parse("[" + "a-z".repeat(100_000) + "]").excludes(path))
                .isFalse();
        assertThatThrownBy(() -> DockerIgnore.parse("x".repeat(DockerIgnore.MAX_LENGTH + 1)))
                .hasMessage(".dockerignore greater than max allowed size of 1048576");
    }

    @Test
    void b04TooManyPatternsForTooManyFilesAreRefused() {
        DockerIgnore ignore = DockerIgnore.parse(("*a".repeat(500) + "b\n").repeat(1000));

        assertThatThrownBy(() -> {
                    for (int file = 0; file < 100_000; file++) {
                        ignore.excludes("a".repeat(4000));
                    }
                })
                .hasMessage(".dockerignore: its patterns take too long for so many files");
    }
}
