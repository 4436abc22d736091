package dev.drydock.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.error.EngineException;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The moments and the sentences are those of dockerd 20.10. */
class GoTimestampTest {
    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00.5Z");

    @ParameterizedTest
    @CsvSource({
        "1h30m, 2026-03-01T06:30:00Z",
        "1.5h, 2026-03-01T06:30:00Z",
        "-1h, 2026-03-01T09:00:00Z",
        "+.5h, 2026-03-01T07:30:00Z",
        "0, 1970-01-01T00:00:00Z",
        "+5, 1970-01-01T00:00:05Z",
        "1577836800, 2020-01-01T00:00:00Z",
        "1577836800.25, 2020-01-01T00:00:00.250Z",
        "1.123456789123, 1970-01-01T00:00:01.123456789Z",
        "2020-02-29, 2020-02-29T00:00:00Z",
        "2020-01-01Z, 2020-01-01T00:00:00Z",
        "2020-01-01+01:00, 2019-12-31T23:00:00Z",
        "2020-01-01T7, 2020-01-01T07:00:00Z",
        "2020-01-01T10+01:00, 2020-01-01T09:00:00Z",
        "2020-01-01T10:05, 2020-01-01T10:05:00Z",
        "2020-01-01T10:05Z, 2020-01-01T10:05:00Z",
        "2020-01-01T10:05:06, 2020-01-01T10:05:06Z",
        "2020-01-01T10:05:06.5, 2020-01-01T10:05:06.500Z",
        "2020-01-01T10:05:06.5Z, 2020-01-01T10:05:06.500Z",
        "2020-01-01T10:05:06-01:00, 2020-01-01T11:05:06Z"
    })
    void readsWhatDockerReads(String text, Instant moment) {
        assertThat(GoTimestamp.parse(text, NOW)).isEqualTo(moment);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '\'', textBlock = """
                    x, 'failed to parse value as time or duration: "x"'
                    '', 'failed to parse value as time or duration: ""'
                    1d, 'failed to parse value as time or duration: "1d"'
                    .5, 'failed to parse value as time or duration: ".5"'
                    1577836800.x, 'failed to parse value as time or duration: "1577836800.x"'
                    99999999999h, 'failed to parse value as time or duration: "99999999999h"'
                    99999999999999999999, 'failed to parse value as time or duration: "99999999999999999999"'
                    -, 'parsing time "-" as "2006-01-02": cannot parse "-" as "2006"'
                    x-y, 'parsing time "x-y" as "2006-01-02": cannot parse "x-y" as "2006"'
                    2020-01, 'parsing time "2020-01" as "2006-01-02": cannot parse "" as "-"'
                    2020-01-0x, 'parsing time "2020-01-0x" as "2006-01-02": cannot parse "0x" as "02"'
                    2020-13-01, 'parsing time "2020-13-01": month out of range'
                    2020-02-30, 'parsing time "2020-02-30": day out of range'
                    2020-01-01T, 'parsing time "2020-01-01T" as "2006-01-02T15": cannot parse "" as "15"'
                    2020-01-01T25, 'parsing time "2020-01-01T25": hour out of range'
                    2020-01-01T10:61, 'parsing time "2020-01-01T10:61": minute out of range'
                    2020-01-01T1:5, 'parsing time "2020-01-01T1:5" as "2006-01-02T15:04": cannot parse "5" as "04"'
                    2020-01-01T10:10:10x, 'parsing time "2020-01-01T10:10:10x": extra text: "x"'
                    2020-01-01T10:10:10.x, 'parsing time "2020-01-01T10:10:10.x": extra text: ".x"'
                    2020-01-01z, 'parsing time "2020-01-01z" as "2006-01-02Z07:00": cannot parse "z" as "Z07:00"'
                    2020-01-01T10+01, 'parsing time "2020-01-01T10+01" as "2006-01-02T15Z07:00": cannot parse "+01" as "Z07:00"'
                    2020.5-1, 'parsing time "2020.5-1" as "2006-01-02T15:04:05.999999999": cannot parse ".5-1" as "-"'
                    """)
    void refusesTheRestWithGosSentence(String text, String sentence) {
        assertThatThrownBy(() -> GoTimestamp.parse(text, NOW))
                .isInstanceOf(EngineException.InvalidParameter.class)
                .hasMessage(sentence);
    }
}
