package dev.drydock.core.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.error.EngineException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignalTest {
    @ParameterizedTest
    @CsvSource({
        "KILL,9",
        "SIGKILL,9",
        "sigterm,15",
        "Hup,1",
        "9,9",
        "64,64",
        "WINCH,28",
        "SIGPOLL,29",
        "CLD,17",
        "RTMIN,34",
        "RTMIN+1,35",
        "SIGRTMIN+15,49",
        "RTMAX-14,50",
        "RTMAX-1,63",
        "RTMAX,64"
    })
    void readsNamesAndNumbers(String text, int number) {
        assertThat(Signal.parse(text)).isEqualTo(new Signal(number));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "65",
                "-1",
                "999999999999",
                "SIG",
                "NOPE",
                "SIGSIGKILL",
                "RTMIN+0",
                "RTMIN+16",
                "RTMAX-15",
                "RTMIN+",
                "RTMIN-1",
                "RTMAX+1",
                "RTMIN+x",
                " 9",
                "٩"
            })
    void refusesTheRest(String text) {
        assertThatThrownBy(() -> Signal.parse(text))
                .isInstanceOf(EngineException.InvalidParameter.class)
                .hasMessage("invalid signal: " + text);
    }
}
