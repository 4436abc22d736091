package dev.drydock.web.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormaliserTest {
    private static final String ID = "0123456789abcdef".repeat(4);

    private static String normalise(String text) {
        return new Normaliser(Map.of("web", ID, "n", "3"), Map.of("root", Path.of("/tmp/x/data"))).normalise(text);
    }

    @Test
    void callsKeptIdsByTheirName() {
        assertThat(normalise("removed " + ID)).isEqualTo("removed $web");
        assertThat(normalise("0123456789ab   busybox")).isEqualTo("$web  busybox");
        assertThat(normalise("f".repeat(64) + " ffffffffffff 3")).isEqualTo("<id> <id> 3");
        assertThat(normalise("/tmp/x/data/containers")).isEqualTo("<root>/containers");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-11-25T03:33:19.123456789Z started        | <time> started
            2026-11-25 03:33:19 +0000 UTC                 | <time>
            FinishedAt = 0001-01-01T00:00:00Z             | FinishedAt = 0001-01-01T00:00:00Z
            root 4096 Nov 25 04:02 /new                   | root 4096 <time> /new
            "time":1795588399,                            | "time":<time>,
            "timeNano":1795588399123456789                | "timeNano":<time>
            Up About a minute (Paused)                    | Up <duration> (Paused)
            Exited (0) Less than a second ago             | Exited (0) <duration>
            Up 2 weeks                                    | Up <duration>
            execDuration=12, exitCode=0                   | execDuration=<duration>, exitCode=0
            IPAddress = "172.17.0.2"                      | IPAddress = "<address>"
            0.0.0.0:8080->80/tcp                          | 0.0.0.0:8080->80/tcp
            0.0.0.0:32768->80/tcp                         | 0.0.0.0:<port>->80/tcp
            02:42:ac:11:00:02                             | <mac>
            root  812  790  0  03:33  ?  00:00:00  sleep  | root <process> ?  sleep
            NAMES      PORTS   x                          | NAMES  PORTS  x
            100000000000                                  | 100000000000
            """)
    void putsWordsForWhatDiffersBetweenRuns(String text, String expected) {
        assertThat(normalise(text)).isEqualTo(expected);
    }
}
