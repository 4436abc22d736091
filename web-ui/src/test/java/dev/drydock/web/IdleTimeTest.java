package dev.drydock.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class IdleTimeTest {
    private final IdleTime time = new IdleTime();

    @ParameterizedTest
    @CsvSource({"0, PT0S", "30s, PT30S", "90m, PT90M", "2h, PT2H", "1d, P1D"})
    void isReadAsPeopleWriteIt(String text, Duration expected) {
        assertThat(time.convert(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "h", "-1h", "1.5h", "2H", "2h ", "9999999d", "٣h"})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> time.convert(text)).isInstanceOf(TypeConversionException.class);
    }

    @Test
    void theSentenceSaysWhatToWrite() {
        assertThatThrownBy(() -> time.convert("soon"))
                .hasMessage("'soon' is no time: write a whole number with s, m, h or d, such as 90m; 0 for never");
    }
}
