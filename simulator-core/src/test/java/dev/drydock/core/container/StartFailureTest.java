package dev.drydock.core.container;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sentences are those of dockerd 20.10. */
class StartFailureTest {
    @ParameterizedTest
    @CsvSource(quoteCharacter = '\'', textBlock = """
                    'unable to find user x: no matching entries in passwd file: unknown', 'unable to find user x: no matching entries in passwd file'
                    'uids and gids must be in range 0-2147483647: unknown', 'uids and gids must be in range 0-2147483647'
                    'exec: "x": executable file not found in $PATH: unknown', 'OCI: exec: "x": executable file not found in $PATH: unknown'
                    'exec: "/a/x": stat /a/x: not a directory: unknown', 'OCI: exec: "/a/x": stat /a/x: not a directory: unknown: Are you trying to mount a directory onto a file (or vice-versa)? Check if the specified host path exists and is the expected type'
                    """)
    void saysWhatDockerdSays(String reason, String sentence) {
        assertThat(new StartFailure(128, reason).sentence("OCI: ")).isEqualTo(sentence);
    }
}
